//! Shapes: how a column stores a kind, and the way between the column and a [`Value`].

macro_rules! shapes {
    ($($(#[$doc:meta])* $shape:ident : $stored:ty, $read:expr, $write:expr;)*) => {
        $($(#[$doc])*
        pub mod $shape {
            use crate::fields::Value;

            /// The type of the column's member.
            pub type Stored = $stored;

            /// The value of the column.
            #[must_use]
            pub fn get(stored: &Stored) -> Value {
                let read: fn(&Stored) -> Value = $read;
                read(stored)
            }

            /// Puts a value into the column.
            pub fn set(stored: &mut Stored, value: Value) {
                let write: fn(&mut Stored, Value) = $write;
                write(stored, value);
            }
        })*
    };
}

shapes! {
    /// Text that may be missing.
    text: Option<String>,
        |stored| stored.clone().into(),
        |stored, value| *stored = match value { Value::Text(text) if !text.is_empty() => Some(text), _ => None };
    /// A code that is always there.
    choice: String,
        |stored| Value::Text(stored.clone()),
        |stored, value| if let Value::Text(code) = value { *stored = code; };
    /// A whole number that may be missing.
    number: Option<i64>,
        |stored| stored.map_or(Value::Empty, Value::Number),
        |stored, value| *stored = match value { Value::Number(n) => Some(n), _ => None };
    /// A whole number that is always there.
    count: i64,
        |stored| Value::Number(*stored),
        |stored, value| if let Value::Number(n) = value { *stored = n; };
    /// Yes or no.
    flag: bool,
        |stored| Value::Flag(*stored),
        |stored, value| *stored = value == Value::Flag(true);
    /// A day that may be missing.
    date: Option<chrono::NaiveDate>,
        |stored| stored.map_or(Value::Empty, Value::Date),
        |stored, value| *stored = match value { Value::Date(day) => Some(day), _ => None };
    /// A day that is always there.
    day: chrono::NaiveDate,
        |stored| Value::Date(*stored),
        |stored, value| if let Value::Date(day) = value { *stored = day; };
    /// An instant that is always there.
    moment: chrono::NaiveDateTime,
        |stored| Value::Moment(*stored),
        |stored, value| if let Value::Moment(at) = value { *stored = at; };
    /// The id of another row that is always there; zero until one is chosen.
    owner: i64,
        |stored| if *stored == 0 { Value::Empty } else { Value::Ref(*stored) },
        |stored, value| *stored = match value { Value::Ref(id) => id, _ => 0 };
    /// The id of another row, or none.
    link: Option<i64>,
        |stored| stored.map_or(Value::Empty, Value::Ref),
        |stored, value| *stored = match value { Value::Ref(id) => Some(id), _ => None };
}
