//! Who may do what: roles, permissions, the acting person and what they see. Closed by default:
//! a permission that a role is not given here is not given at all.

use std::sync::Arc;

/// Something a route or a button may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Open to everybody, signed in or not.
    Public,
    /// Any signed-in member: own account, preferences.
    SignedIn,
    /// See customers: all, or one's own.
    ViewCustomers,
    /// Create customers.
    CreateCustomers,
    /// Edit customers.
    EditCustomers,
    /// Correct locked fields, with a reason.
    EditLocked,
    /// Change many customers at once.
    BulkUpdate,
    /// Have customers written into a file.
    ExportCustomers,
    /// Have all of them written into one.
    ExportAll,
    /// Deactivate and activate.
    DeactivateCustomers,
    /// Archive and restore.
    ArchiveCustomers,
    /// Delete for good and anonymise.
    DeleteCustomers,
    /// Mail customers a way into their portal, and shut them out of it.
    RegeneratePortalPassword,
    /// The same for many customers at once.
    RegeneratePortalPasswords,
    /// Zones, sellers, collectors and stores, and what documents and services are made of.
    ManageLists,
    /// The organisation and the rules of the fields.
    ManageOrganisation,
    /// Members of the staff.
    ManageStaff,
    /// How mail leaves, and what was sent.
    ManageMail,
    /// Who did what, from where and when.
    ViewAudit,
    /// Share a saved view or a preset of an export with others.
    ShareViews,
    /// How customers are invoiced.
    ConfigureBilling,
    /// Contracts and subscriptions.
    EditServices,
    /// Make invoices and notes, and take them back.
    EditInvoices,
    /// Take in payments.
    RegisterPayments,
    /// Take payments back, and decide about those in doubt.
    ReversePayments,
    /// Cards of customers.
    ManageCards,
    /// How the customers' portal looks and what it lets them do.
    ConfigurePortal,
    /// A page of the portal that is open to everybody.
    PortalPublic,
    /// The portal's one door for a session that may only set a password; open to links too.
    PortalNewPassword,
    /// Any other page of the portal: customers, about themselves.
    PortalCustomer,
}

impl Permission {
    /// Whether it is one of customers, in their portal: no role of the staff has it.
    #[must_use]
    pub fn is_of_portal(self) -> bool {
        matches!(self, Self::PortalPublic | Self::PortalNewPassword | Self::PortalCustomer)
    }
}

/// A role of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Administrador.
    Admin,
    /// Facturación.
    Billing,
    /// Ventas.
    Sales,
    /// Recaudador.
    Collector,
    /// Soporte.
    Support,
    /// Solo lectura.
    Viewer,
}

impl Role {
    /// All roles, the mightiest first.
    pub const ALL: [Self; 6] =
        [Self::Admin, Self::Billing, Self::Sales, Self::Collector, Self::Support, Self::Viewer];

    /// As stored and as on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Billing => "billing",
            Self::Sales => "sales",
            Self::Collector => "collector",
            Self::Support => "support",
            Self::Viewer => "viewer",
        }
    }

    /// From the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether the role is given the permission.
    #[must_use]
    pub fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match permission {
            P::Public | P::SignedIn | P::ViewCustomers => true,
            P::CreateCustomers | P::BulkUpdate | P::ExportCustomers | P::EditServices => {
                matches!(self, Self::Admin | Self::Billing | Self::Sales)
            }
            P::EditCustomers => {
                matches!(self, Self::Admin | Self::Billing | Self::Sales | Self::Support)
            }
            P::RegeneratePortalPassword => {
                matches!(self, Self::Admin | Self::Billing | Self::Support)
            }
            P::RegisterPayments => matches!(self, Self::Admin | Self::Billing | Self::Collector),
            P::EditLocked
            | P::ConfigureBilling
            | P::EditInvoices
            | P::ReversePayments
            | P::ManageCards
            | P::RegeneratePortalPasswords
            | P::ExportAll
            | P::DeactivateCustomers
            | P::ArchiveCustomers
            | P::ManageLists => {
                matches!(self, Self::Admin | Self::Billing)
            }
            P::DeleteCustomers
            | P::ManageOrganisation
            | P::ManageStaff
            | P::ManageMail
            | P::ViewAudit
            | P::ShareViews
            | P::ConfigurePortal => self == Self::Admin,
            P::PortalPublic | P::PortalNewPassword | P::PortalCustomer => false,
        }
    }

    /// Whether the role can be limited to its own customers.
    #[must_use]
    pub fn can_be_limited(self) -> bool {
        matches!(self, Self::Sales | Self::Collector)
    }
}

/// Which customers somebody sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    #[default]
    All,
    /// Those whose seller or collector is the member, and those the member created.
    Own {
        /// The member.
        staff_id: i64,
        /// The sellers and collectors that are the member.
        lookups: Vec<i64>,
    },
    /// One customer alone: themselves.
    Oneself(i64),
}

/// By which road a change comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// A person in the panel.
    Panel,
    /// A change of many at once, asked for in the panel.
    Bulk,
    /// An import.
    Import,
    /// The command line.
    Command,
    /// The customer, in the portal.
    Portal,
}

impl Via {
    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Panel => "panel",
            Self::Bulk => "bulk",
            Self::Import => "import",
            Self::Command => "command",
            Self::Portal => "portal",
        }
    }
}

/// Who acts.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The member; none for the command line.
    pub id: Option<i64>,
    /// The name that the history keeps.
    pub name: Arc<str>,
    /// The role.
    pub role: Role,
    /// Which customers they see.
    pub scope: Scope,
    /// By which road they come.
    pub via: Via,
}

impl Actor {
    /// Whoever runs the command on the machine: may do everything.
    #[must_use]
    pub fn command(via: Via) -> Self {
        Self { id: None, name: "padron".into(), role: Role::Admin, scope: Scope::All, via }
    }

    /// A customer in the portal: no member, sees nobody else. The history names them by the road.
    #[must_use]
    pub fn customer(id: i64) -> Self {
        Self {
            id: None,
            name: Via::Portal.code().into(),
            role: Role::Viewer,
            scope: Scope::Oneself(id),
            via: Via::Portal,
        }
    }

    /// Whether they see the long work that a member asked for: their own; an administrator everybody's.
    #[must_use]
    pub fn sees_work_of(&self, member: Option<i64>) -> bool {
        self.role == Role::Admin || (member.is_some() && member == self.id)
    }

    /// Whether they are given the permission.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.role.may(permission)
    }
}
