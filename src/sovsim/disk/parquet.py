"""Arrow tables as the bytes of a Parquet file; light enough for a worker."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    import pandas as pd

KEY = b"sovsim"
"""Key of our own entry in the metadata of a file."""


def encode(
    table: pa.Table, metadata: Mapping[str, Any] | None = None, *, repeated: bool = False
) -> bytes:
    """Return a table as a Parquet file: zstd level 1, pages with checksums, floats split by byte.

    Words have no statistics: to find the first and the last of them takes a third of the time.

    Args:
        metadata: plain data to be kept in the file.
        repeated: whether floats stand several times in a row; such ones take less room whole.
    """
    floats = [field.name for field in table.schema if pa.types.is_floating(field.type)]
    discrete = [field.name for field in table.schema if field.name not in floats]
    words = {field.name for field in table.schema if pa.types.is_dictionary(field.type)}
    if metadata is not None:
        held = table.schema.metadata or {}
        table = table.replace_schema_metadata({**held, KEY: json.dumps(metadata)})
    sink = pa.BufferOutputStream()
    pq.write_table(
        table,
        sink,
        compression="zstd",
        compression_level=1,
        use_dictionary=discrete,
        use_byte_stream_split=[] if repeated else floats,
        write_statistics=[name for name in table.column_names if name not in words],
        write_page_checksum=True,
    )
    content: bytes = sink.getvalue().to_pybytes()
    return content


def encode_csv(table: pa.Table) -> bytes:
    """Return a table as the bytes of a CSV file, words as text."""
    import pyarrow.csv

    columns = [
        column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
        for column in table.columns
    ]
    sink = pa.BufferOutputStream()
    pyarrow.csv.write_csv(pa.table(columns, names=table.column_names), sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def encode_frame(frame: pd.DataFrame) -> bytes:
    """Return a data frame as a Parquet file, without its index."""
    return encode(pa.Table.from_pandas(frame, preserve_index=False))


def encode_wide(frame: pd.DataFrame) -> bytes:
    """Return a data frame of many columns of numbers and few rows as a small Parquet file.

    Statistics and a second schema would take more room than the numbers; checksums are kept.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    sink = pa.BufferOutputStream()
    pq.write_table(
        table,
        sink,
        compression="zstd",
        use_dictionary=False,
        use_byte_stream_split=True,
        write_statistics=False,
        store_schema=False,
        write_page_checksum=True,
    )
    content: bytes = sink.getvalue().to_pybytes()
    return content


def decode(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Return a Parquet file as a table, its checksums looked at.

    Raises:
        OSError, pyarrow.ArrowException: it cannot be read or is damaged.
    """
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        return file.read(columns=None if columns is None else list(columns))
