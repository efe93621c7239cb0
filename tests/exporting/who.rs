//! Who is in a file, in which order, and as of which moment.

use super::*;
use padron::access::{Role, Scope};
use padron::customers::export::PAGE;
use padron::fields::Lookup;
use padron::settings::lookups;

fn in_state(desk: &Desk, name: &str, status: &str) -> i64 {
    let id = desk.named(name);
    desk.change(id, "status", text(status));
    id
}

fn anonymised(desk: &Desk, name: &str) -> i64 {
    let id = desk.named(name);
    let (settings, actor) = (desk.settings(), Actor::command(Via::Command));
    let writing = Writing::by_program(&actor, &settings, padron::clock::now());
    desk.db().write_now(|conn| save::anonymize(conn, &writing, id)).unwrap();
    id
}

#[test]
fn the_archived_are_in_a_file_unless_it_names_a_status() {
    let desk = Desk::new();
    let active = desk.named("Ana uno");
    let archived = in_state(&desk, "Bea uno", "archived");
    let nobody = anonymised(&desk, "Caro uno");
    let inactive = in_state(&desk, "Dora dos", "inactive");
    let ids = |address: &str| desk.ids(desk.matching(address));
    assert_eq!(ids("sort=id"), [active, archived, inactive]);
    assert_eq!(ids("q=uno&sort=id"), [active, archived]);
    assert_eq!(ids("status=inactive"), [inactive]);
    assert_eq!(ids("status=archived"), [archived]);
    assert_eq!(ids("status=anonymized"), [nobody]);
    assert_eq!(ids("category=active&sort=id"), [active]);
    // The list hides them all the same.
    let listed = desk.db().read_now(|conn| Ok::<_, AppError>(desk.query("").few(conn, 9)?));
    let mut listed = listed.unwrap();
    listed.sort_unstable();
    assert_eq!(listed, [active, inactive]);
    let picked = Rows::picked(&Actor::command(Via::Command), vec![nobody, archived, 999, archived]);
    assert_eq!(desk.ids(picked), [archived, nobody]);
}

#[test]
fn a_limited_seller_exports_only_their_own() {
    let desk = Desk::new();
    let command = Actor::command(Via::Command);
    let (mine, other) = desk
        .db()
        .write_now(|conn| {
            let mut seller = |name| lookups::create(conn, &command, Lookup::Sellers, name, None);
            Ok::<_, AppError>((seller("Mío")?, seller("Ajeno")?))
        })
        .unwrap();
    let sold =
        |name: &str, seller| desk.add(&[("name", text(name)), ("seller_id", Value::Ref(seller))]);
    let own = sold("Ana", mine);
    let foreign = sold("Bea", other);
    let own_archived = sold("Caro", mine);
    desk.change(own_archived, "status", text("archived"));
    let nobodys = desk.named("Dora");
    let scope = Scope::Own { staff_id: 99, lookups: vec![mine] };
    let seller = Actor { id: Some(99), role: Role::Sales, scope, ..command };
    let all = vec![own, foreign, own_archived, nobodys];
    assert_eq!(desk.ids(Rows::matching(Query::visible_to(&seller))), [own, own_archived]);
    assert_eq!(desk.ids(Rows::picked(&seller, all)), [own, own_archived]);
    let form = Form::parse(format!("seller_id={other}").as_bytes()).unwrap();
    let theirs = Query::visible_to(&seller).narrowed_exactly(&form, &desk.settings()).unwrap();
    assert_eq!(desk.ids(Rows::matching(theirs)), [] as [i64; 0]);
}

#[test]
fn a_file_is_in_the_order_of_its_query() {
    let desk = Desk::new();
    let (bea, nameless, ana) =
        (desk.named("Bea"), desk.add(&[("custom_id", text("x"))]), desk.named("Ana"));
    let ids = |address: &str| desk.ids(desk.matching(address));
    assert_eq!(ids(""), [bea, nameless, ana]);
    assert_eq!(ids("sort=name"), [ana, bea, nameless]);
    assert_eq!(ids("sort=-name"), [bea, ana, nameless]);
    assert_eq!(ids("sort=-created_at"), [ana, nameless, bea]);
    assert_eq!(ids("sort=-email"), [bea, nameless, ana]);
    let names = desk.cells(desk.matching("sort=name"), "name");
    assert_eq!(names.concat(), ["Nombre", "Ana", "Bea", ""]);
}

/// Counts what arrives.
struct Sink<'a>(&'a std::sync::atomic::AtomicUsize);

impl std::io::Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.fetch_add(bytes.len(), std::sync::atomic::Ordering::Relaxed);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_file_is_of_one_moment_and_leaves_page_by_page() {
    let count = PAGE as u64 + 300;
    let desk = Desk::filled(count);
    let last = i64::try_from(count).unwrap();
    let before = desk.file(desk.matching("sort=id"), "id,name,zone_id", Format::Csv);
    let zone = desk.settings().rows(Lookup::Zones).next().unwrap().clone();
    let export = |rows| Export {
        rows,
        columns: export::chosen("id,name,zone_id").unwrap(),
        format: Format::Csv,
    };
    let (mut during, mut told) = (Vec::new(), Vec::new());
    let mut meddle = |done, total| {
        if told.is_empty() {
            desk.change(last, "name", text("Cambiada entretanto"));
            desk.named("Agregada entretanto");
            let (settings, command) = (desk.settings(), Actor::command(Via::Command));
            let writing = Writing::by_program(&command, &settings, padron::clock::now());
            let meddled = desk.db().write_now(|conn| {
                lookups::update(conn, &command, &zone, "Renombrada", zone.staff_id)?;
                save::delete(conn, &writing, last - 1)
            });
            meddled.unwrap();
        }
        told.push((done, total));
        ControlFlow::Continue(())
    };
    let written =
        export(desk.matching("sort=id")).write(desk.db(), &mut during, &mut meddle).unwrap();
    assert_eq!((written, told), (count, vec![(PAGE as u64, count), (count, count)]));
    assert!(before == during, "what was written meanwhile is in the file");
    let after = desk.file(desk.matching("sort=id"), "id,name,zone_id", Format::Csv);
    assert!(before != after);

    // The first page has left before the second one is read: nothing piles up.
    let arrived = std::sync::atomic::AtomicUsize::new(0);
    let mut left = Vec::new();
    let mut watch = |_, _| {
        left.push(arrived.load(std::sync::atomic::Ordering::Relaxed));
        ControlFlow::Continue(())
    };
    export(desk.matching("sort=id")).write(desk.db(), Sink(&arrived), &mut watch).unwrap();
    let first_page = after.len() * PAGE / (PAGE + 300);
    assert!(left[0] > first_page * 9 / 10, "{left:?} of {}", after.len());
}

#[test]
fn whoever_is_told_can_break_off() {
    let desk = Desk::new();
    desk.named("Ana");
    for format in [Format::Csv, Format::Xlsx] {
        let export = Export { rows: desk.matching(""), columns: export::usual(), format };
        let done = export.write(desk.db(), Vec::new(), &mut |_, _| ControlFlow::Break(()));
        assert!(matches!(done, Err(ExportError::Cancelled)));
    }
    // The connection is free again.
    assert_eq!(desk.ids(desk.matching("")).len(), 1);
    desk.named("Bea");
}
