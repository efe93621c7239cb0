//! Tests of staff.
