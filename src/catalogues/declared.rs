//! `catalogue!`: one row declares one column of a catalogue.
//!
//! ```text
//! catalogue! {
//!     /// Planes.
//!     pub struct Plan from plans in Plans kept as Plan by rules::none {
//!         every: Number(1, 365) as count, "Cada" | "A cada" | "Every", NEEDED;
//!     }
//!     used by [contracts::plan_id as contracts_title]
//! }
//! ```
//! expands to the struct of the table's row with its way to and from an [`Entry`](super::Entry), and to its
//! `Table`: columns, statements, and what points to it. Every catalogue has a number, a version, a name and
//! whether it is offered; the shapes are those of `fields::shape`.

use crate::fields::Value;

/// A column's member out of a value; a value of another kind leaves it as a new row has it.
pub(super) fn stored<T: Default>(set: fn(&mut T, Value), value: &Value) -> T {
    let mut member = T::default();
    set(&mut member, value.clone());
    member
}

macro_rules! catalogue {
    (
        $(#[$doc:meta])*
        pub struct $row:ident from $table:ident in $list:ident kept as $entity:ident by $rule:path {
            $($name:ident : $kind:ident $(($($arg:expr),+))? as $shape:ident,
                $es:literal | $pt:literal | $en:literal $(, $mark:ident)*;)*
        }
        used by [$($by:ident :: $link:ident as $who:ident $(where $only:expr)?),*]
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, diesel::Queryable, diesel::Selectable,
            diesel::Insertable, diesel::AsChangeset)]
        #[diesel(table_name = $table, treat_none_as_null = true, treat_none_as_default_value = false)]
        pub struct $row {
            #[doc = "Number."]
            #[diesel(skip_insertion)]
            pub id: i64,
            #[doc = "How often it was written."]
            pub version: i64,
            #[doc = "Offered for new choices."]
            pub is_active: bool,
            #[doc = "As shown."]
            pub name: String,
            name_folded: String,
            $(#[doc = $en] pub $name: $crate::fields::shape::$shape::Stored,)*
        }

        impl From<$row> for Entry {
            fn from(row: $row) -> Self {
                let mut entry = Self::new(row.id, row.version, row.is_active);
                entry.set("name", Value::Text(row.name));
                $(entry.set(stringify!($name), $crate::fields::shape::$shape::get(&row.$name));)*
                entry
            }
        }

        impl From<&Entry> for $row {
            fn from(entry: &Entry) -> Self {
                Self {
                    id: entry.id,
                    version: entry.version,
                    is_active: entry.is_active,
                    name: entry.name().to_owned(),
                    name_folded: $crate::text::fold(entry.name()),
                    $($name: stored(
                        $crate::fields::shape::$shape::set,
                        entry.get(stringify!($name)),
                    ),)*
                }
            }
        }

        impl Table for $row {
            const LIST: Lookup = Lookup::$list;
            const ENTITY: Entity = Entity::$entity;
            const RULE: Rule = $rule;

            fn columns() -> Vec<Column> {
                vec![
                    name_column(),
                    $(Column::new(
                        stringify!($name),
                        Kind::$kind $(($($arg),+))?,
                        [$es, $pt, $en],
                        (
                            |entry| entry.get(stringify!($name)).clone(),
                            |entry, value| entry.set(stringify!($name), value),
                        ),
                        Marks::NONE$(.and(Marks::$mark))*,
                    ),)*
                ]
            }

            fn pointers() -> Vec<Pointer> {
                vec![$(Pointer {
                    label: $crate::i18n::Text::$who,
                    count: |conn| {
                        let link = $by::$link.nullable();
                        let counts: Vec<(Option<i64>, i64)> = $by::table
                            .filter(link.is_not_null())
                            $(.filter($only))?
                            .group_by($by::$link)
                            .select((link, diesel::dsl::count_star()))
                            .load(conn)?;
                        Ok(counts.into_iter().filter_map(|(id, n)| Some((id?, n))).collect())
                    },
                }),*]
            }

            fn all(conn: &mut Db) -> QueryResult<Vec<Self>> {
                $table::table
                    .select(columns::<Self>())
                    .order(($table::name_folded, $table::id))
                    .load(conn)
            }

            fn find(conn: &mut Db, id: i64) -> QueryResult<Option<Self>> {
                $table::table.find(id).select(columns::<Self>()).first(conn).optional()
            }

            fn insert(&self, conn: &mut Db) -> QueryResult<i64> {
                diesel::insert_into($table::table).values(self).returning($table::id).get_result(conn)
            }

            fn update(&self, conn: &mut Db) -> QueryResult<()> {
                diesel::update($table::table.find(self.id)).set(self).execute(conn).map(|_| ())
            }

            fn delete(conn: &mut Db, id: i64) -> QueryResult<()> {
                diesel::delete($table::table.find(id)).execute(conn).map(|_| ())
            }
        }
    };
}

pub(super) use catalogue;
