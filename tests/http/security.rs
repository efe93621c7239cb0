//! Tests of security.
