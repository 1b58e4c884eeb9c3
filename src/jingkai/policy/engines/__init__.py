"""Engines that run the query of a pack over many subjects: DuckDB in this process, or Apache Spark."""
