use super::*;
use crate::db::migrate;
use crate::db::schema::history;
use crate::fields::Value;

fn database(folder: &tempfile::TempDir) -> Database {
    let db = Database::open(&format!("sqlite:{}", folder.path().join("s.db").display()));
    let db = db.unwrap();
    migrate::run(&db).unwrap();
    db
}

fn filling(count: u64, has_stories: bool) -> Filling {
    Filling { seed: 1, count, authors: Vec::new(), has_stories, invoices: 0 }
}

#[test]
fn customers_are_added_and_more_follow() {
    let folder = tempfile::tempdir().unwrap();
    let db = database(&folder);
    let mut told = Vec::new();
    let filled = filling(2_600, false).run(&db, |done| told.push(done.added));
    assert_eq!(filled.unwrap(), Filled { added: 2_600, refused: 0 });
    assert_eq!(told, [2_500, 2_600]);
    // The second run goes on where the first one ended, so that nothing collides.
    let filled = filling(50, false).run(&db, |_| ()).unwrap();
    assert_eq!(filled, Filled { added: 50, refused: 0 });
    let names: Vec<String> = db
        .read_now(|conn| {
            let names = customers::table.select(customers::name_sort);
            Ok::<_, AppError>(names.load(conn)?)
        })
        .unwrap();
    let different: std::collections::HashSet<_> = names.iter().collect();
    assert_eq!((names.len(), different.len()), (2_650, 2_650));
}

#[test]
fn who_has_what_an_invented_customer_would_get_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let db = database(&folder);
    // The first index is that of the highest number, so this one is among the next twenty.
    let mut sheets = (1..).map(|index| crate::seeds::person(1, index));
    let has_email = |sheet: &Sheet| sheet.iter().find(|(key, _)| *key == "email").cloned();
    let email = sheets.find_map(|sheet| has_email(&sheet)).unwrap().1;
    db.write_now(|conn| {
        let settings = Settings::load(conn)?;
        let actor = Actor::command(Via::Command);
        let writing = Writing::by_program(&actor, &settings, clock::now());
        let mut changes = Changes::default();
        changes.set("name", Value::Text("Real".into()));
        changes.set("email", Value::Text(email));
        save::create(conn, &writing, &changes)?;
        Ok::<_, AppError>(())
    })
    .unwrap();
    let filled = filling(20, false).run(&db, |_| ()).unwrap();
    assert_eq!(filled, Filled { added: 19, refused: 1 });
}

#[test]
fn stories_leave_a_history_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let db = database(&folder);
    filling(200, true).run(&db, |_| ()).unwrap();
    let rows: Vec<(i64, i64, String, NaiveDateTime)> = db
        .read_now(|conn| {
            let rows = history::table
                .filter(history::entity.eq("customer"))
                .select((history::entity_id, history::id, history::field, history::at))
                .order((history::entity_id, history::id));
            Ok::<_, AppError>(rows.load(conn)?)
        })
        .unwrap();
    let moved = rows.iter().filter(|(_, _, field, _)| field == "status").count();
    assert!(rows.len() > 220 && moved > 15, "{} {moved}", rows.len());
    let in_order = |pair: &[(i64, i64, String, NaiveDateTime)]| match pair {
        [one, next] => one.0 != next.0 || one.3 <= next.3,
        _ => true,
    };
    assert!(rows.windows(2).all(in_order));
    assert!(rows.iter().all(|row| row.3 <= clock::now()));
}
