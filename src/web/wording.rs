//! Words for what pages of several features name.

use crate::access::Role;
use crate::i18n::Text;
use crate::password::{self, Weakness};

impl Text {
    /// What a role is called.
    #[must_use]
    pub fn role(self, role: Role) -> &'static str {
        match role {
            Role::Admin => self.role_admin(),
            Role::Billing => self.role_billing(),
            Role::Sales => self.role_sales(),
            Role::Collector => self.role_collector(),
            Role::Support => self.role_support(),
            Role::Viewer => self.role_viewer(),
        }
    }

    /// What the role of a stored code is called; the code itself where this version has no such role.
    #[must_use]
    pub fn role_of_code(self, code: &str) -> &str {
        Role::from_code(code).map_or(code, |role| self.role(role))
    }

    /// So many columns.
    #[must_use]
    pub fn columns(self, n: usize) -> String {
        match n {
            1 => self.export_one_column().to_owned(),
            n => self.export_n_columns(n),
        }
    }

    /// Why a password is refused.
    #[must_use]
    pub fn weakness(self, weakness: Weakness) -> String {
        match weakness {
            Weakness::TooShort(shortest) => self.password_too_short(shortest),
            Weakness::TooLong => self.password_too_long(password::LONGEST),
            Weakness::TooCommon => self.password_too_common().to_owned(),
        }
    }
}
