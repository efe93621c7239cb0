//! Words for what pages of several features name.

use crate::access::Role;
use crate::i18n::Text;

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
}
