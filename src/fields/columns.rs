//! `field_table!`: the one macro of the catalogue. One row declares one field.
//!
//! ```text
//! field_table! {
//!     /// Docs of the record.
//!     pub struct Legal, LegalPatch from customer_legal by customer_id in |record| record.legal {
//!         keep { customer_id: i64 }
//!         after bic {
//!             iban: Iban as text in Legal, "IBAN" | "IBAN" | "IBAN", except [BULK];
//!         }
//!     }
//!     pub fn legal_fields
//! }
//! ```
//! expands to
//! ```text
//! #[derive(Queryable, Selectable, Insertable, …)]
//! #[diesel(table_name = customer_legal)]
//! pub struct Legal { pub customer_id: i64, pub iban: Option<String> }
//!
//! #[derive(Default, AsChangeset, Hash)]
//! #[diesel(table_name = customer_legal, primary_key(customer_id))]
//! pub struct LegalPatch { customer_id: Option<i64>, iban: Option<Option<String>> }
//!
//! pub fn legal_fields() -> Vec<(&'static str, Vec<Field>)> {
//!     vec![("bic", vec![Field {
//!         key: "iban".into(), part: "legal", kind: Kind::Iban, group: Group::Legal,
//!         labels: ["IBAN".into(), "IBAN".into(), "IBAN".into()],
//!         uses: Uses::ALL.except(Uses::BULK),
//!         get: |record| shape::text::get(&record.legal.iban),
//!         set: |record, value| shape::text::set(&mut record.legal.iban, value),
//!         condition: condition!(text, customer_legal, customer_legal::iban),
//!         order: order!(text, customer_legal, customer_legal::iban),
//!     }])]
//! }
//! ```
//! A shape (`text`, `choice`, `number`, `flag`, `date`, `moment`, `link`) is how the column stores the
//! kind; it names the Rust type, so a kind over a column of another type does not compile.

/// Declares a record, and one field per row; see the module's text for what a row becomes.
#[macro_export]
macro_rules! field_table {
    (
        $(#[$doc:meta])*
        pub struct $record:ident, $patch:ident from $table:ident by $key:ident in |$r:ident| $same:ident . $part:ident {
            keep { $($(#[$kmeta:meta])* $keep:ident : $kty:ty),* $(,)? }
            $(after $anchor:ident {
                $($name:ident : $kind:ident $(($($arg:expr),+))? as $shape:ident in $group:ident,
                    $es:literal | $pt:literal | $en:literal
                    $(, except [$($except:ident)+])? $(, folded $folded:ident by $fold:path)?
                    $(, also $also:ident)?;)*
            })*
        }
        $(#[$fdoc:meta])*
        pub fn $fields:ident
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, diesel::Queryable, diesel::Selectable,
            diesel::Insertable)]
        #[diesel(table_name = $table, treat_none_as_default_value = false)]
        pub struct $record {
            $($(#[$kmeta])* #[doc = "Kept by the save path."] pub $keep: $kty,)*
            $($(#[doc = $en] pub $name: $crate::fields::shape::$shape::Stored,)*)*
        }

        /// The columns in which a row differs from what it was: an index whose column stays is not
        /// written again.
        #[derive(Default, diesel::AsChangeset, Hash)]
        #[diesel(table_name = $table, primary_key($key))]
        pub struct $patch {
            $($keep: Option<$kty>,)*
            $($($name: Option<$crate::fields::shape::$shape::Stored>,)*)*
        }

        impl $patch {
            /// What makes one row of the other.
            #[must_use]
            pub fn between(before: &$record, after: &$record) -> Self {
                Self {
                    $($keep: (before.$keep != after.$keep).then(|| after.$keep.clone()),)*
                    $($($name: (before.$name != after.$name).then(|| after.$name.clone()),)*)*
                }
            }

            /// The same, each column by itself.
            #[must_use]
            pub fn columns(&self) -> Vec<Self> {
                let mut columns = Vec::new();
                $(if self.$keep.is_some() {
                    columns.push(Self { $keep: self.$keep.clone(), ..Self::default() });
                })*
                $($(if self.$name.is_some() {
                    columns.push(Self { $name: self.$name.clone(), ..Self::default() });
                })*)*
                columns
            }
        }

        $(#[$fdoc])*
        pub fn $fields() -> Vec<(&'static str, Vec<Field>)> {
            vec![$((stringify!($anchor), vec![$(Field {
                key: stringify!($name).into(),
                part: stringify!($part),
                kind: $crate::fields::Kind::$kind $(($($arg),+))?,
                group: $crate::fields::Group::$group,
                labels: [$es.into(), $pt.into(), $en.into()],
                uses: $crate::fields::Uses::ALL
                    $($(.except($crate::fields::Uses::$except))+)?
                    $(.and($crate::fields::Uses::$also))?,
                get: |$r| $crate::fields::shape::$shape::get(&$r.$part.$name),
                set: |$r, value| $crate::fields::shape::$shape::set(&mut $r.$part.$name, value),
                condition: condition!($shape, $table, $table::$name $(, $table::$folded, $fold)?),
                order: order!($shape, $table, $table::$name),
            },)*]),)*]
        }
    };
}
