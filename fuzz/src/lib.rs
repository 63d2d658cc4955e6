//! The fuzz targets of Kanhe. See `README.md`.

pub mod targets;
