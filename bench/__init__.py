"""The portal's speed, measured beside references in the same seconds. `make bench`; figures in docs/performance.md."""
