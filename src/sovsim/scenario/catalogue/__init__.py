"""The closed catalogue of event types, by what they befall."""
