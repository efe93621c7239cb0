//! The pages of contracts.

mod act;
mod form;
pub mod form_view;
pub mod show;

pub use act::{delete, set_state};
pub use form::{create, edit, new, update};
pub use show::show as page;

use super::{Contracts, Record};
use crate::access::Permission;
use crate::customers::header::Section;
use crate::i18n::Text;
use crate::lists::Words;
use crate::lists::screens::record::Home;
use crate::lists::screens::{Line, New, Shown, Tab};
use crate::services::machines::{CONTRACT_STATES, contract_may_become};
use crate::web::Page;

const TABS: &[Tab] = &[
    Tab { label: Text::contracts_tab_all, filters: &[] },
    Tab { label: Text::contracts_tab_enabled, filters: &[("state", "enabled")] },
    Tab { label: Text::contracts_tab_alerted, filters: &[("state", "alerted")] },
    Tab { label: Text::contracts_tab_disabled, filters: &[("state", "disabled")] },
    Tab { label: Text::contracts_tab_ended, filters: &[("state", "ended")] },
];

impl Shown for Contracts {
    const LIST: &'static str = "contracts";
    const VIEWS: &'static str = "/contracts/views";
    const SECTION: Section = Section::Contracts;
    const NEW: Option<New> =
        Some(New { permission: Permission::EditServices, label: Text::contract_new });

    fn title(t: Text) -> &'static str {
        t.contracts()
    }

    fn words(t: Text) -> Words {
        Words {
            label: t.contracts_label(),
            tabs: t.contracts_tabs(),
            all: t.contracts_all(),
            one: t.contracts_one(),
            many: |t, number| t.contracts_many(number),
            quick: t.contracts_quick(),
            hint: t.contracts_hint(),
            none: t.contracts_none(),
            none_match: |t, typed| t.contracts_none_match(typed),
            looked_in: t.contracts_looked_in(),
        }
    }

    fn first(t: Text) -> (&'static str, &'static str) {
        (t.contracts_first(), t.contracts_first_text())
    }

    fn tabs() -> &'static [Tab] {
        TABS
    }

    fn line(record: &Record, page: &Page) -> Line {
        let contract = &record.contract;
        Line {
            title: title(record, page.t),
            sub: contract.address.clone().unwrap_or_default(),
            href: format!("/contracts/{}", contract.id),
        }
    }

    fn glyph(code: &str) -> &'static str {
        match code {
            "enabled" => "active",
            "alerted" => "overdue",
            "draft" => "pending",
            "ended" => "archived",
            _ => "inactive",
        }
    }

    fn currency(record: &Record) -> &str {
        &record.contract.currency
    }
}

/// Its number, or that it has none but ours.
pub fn title(record: &Record, t: Text) -> String {
    let contract = &record.contract;
    contract.number.clone().unwrap_or_else(|| t.contracts_number(&contract.id.to_string()))
}

/// Where a contract is.
fn home(record: &Record, t: Text) -> Home {
    let path = format!("/contracts/{}", record.contract.id);
    let above = ("/contracts".to_owned(), t.contracts().to_owned());
    let trail = vec![above, (path.clone(), title(record, t))];
    Home { path, trail, version: record.contract.version }
}

/// What a contract may become, as a button says it.
pub struct Act {
    /// The state.
    pub state: &'static str,
    /// What the button says.
    pub label: fn(Text) -> &'static str,
    /// Name of its icon.
    pub icon: &'static str,
    /// Whether there is no way back.
    pub is_final: bool,
}

/// The acts that the machine allows from a state.
fn acts(from: &str) -> Vec<Act> {
    let act = |state: &'static str| {
        let (label, icon): (fn(Text) -> &'static str, _) = match state {
            "enabled" => (Text::contract_enable, "check"),
            "alerted" => (Text::contract_alert, "bell"),
            "disabled" => (Text::contract_disable, "lock"),
            _ => (Text::contract_end, "archive"),
        };
        Act { state, label, icon, is_final: state == "ended" }
    };
    let codes = CONTRACT_STATES.iter().map(|choice| choice.code);
    codes.filter(|to| contract_may_become(from, to)).map(act).collect()
}
