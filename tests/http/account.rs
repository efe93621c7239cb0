//! Tests of account.
