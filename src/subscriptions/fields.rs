//! THE TABLE of a subscription: one row per field. Form, page, list, filters, sorting, history and labels come from
//! here.

use std::sync::LazyLock;

use super::Subscriptions;
use crate::customers::fields::PAYMENT_METHODS;
use crate::customers::owned;
use crate::db::schema::subscriptions;
use crate::field_table;
use crate::fields::{Choice, Group, Kind, Lookup, Uses, Value};
use crate::list_condition as condition;
use crate::list_order as order;
use crate::lists::entity;
use crate::money::Amount;
use crate::services::machines::SUBSCRIPTION_STATES;
use crate::services::{Rhythm, Schedule, Terms, Unit, price_of};

/// A field of a subscription.
pub type Field = entity::Field<Record>;

/// Why somebody has to look at it.
pub const ATTENTION: &[Choice] = &[
    Choice { code: "no_card", labels: ["Sin tarjeta", "Sem cartão", "No card"] },
    Choice { code: "gateway", labels: ["Pasarela", "Gateway", "Gateway"] },
    Choice { code: "biller", labels: ["Emisor", "Emissor", "Biller"] },
    Choice { code: "currency", labels: ["Moneda", "Moeda", "Currency"] },
    Choice { code: "plan", labels: ["Plan", "Plano", "Plan"] },
];

/// What of a plan its subscriptions need.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanTerms {
    /// What it is called.
    pub name: String,
    /// What it costs.
    pub price: i64,
    /// Each so many units.
    pub every: i64,
    /// The unit.
    pub unit: String,
    /// Days without a charge at the beginning.
    pub trial_days: i64,
}

/// A subscription with all that its pages show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Its row.
    pub subscription: Subscription,
    /// Its customer's name.
    pub customer: Option<String>,
    /// Its customer's personal discount.
    pub personal_bp: i64,
    /// Its plan.
    pub plan: PlanTerms,
}

impl Record {
    /// What it costs for one period, without tax.
    #[must_use]
    pub fn amount(&self) -> Amount {
        let own = &self.subscription;
        let terms = Terms { price: own.price, discount_bp: own.discount_bp };
        let one = price_of(Amount(self.plan.price), terms, self.personal_bp);
        Amount(one.0.saturating_mul(own.quantity))
    }

    /// How long its periods are.
    #[must_use]
    pub fn rhythm(&self) -> Rhythm {
        Rhythm {
            every: self.plan.every,
            unit: Unit::from_code(&self.plan.unit),
            anchor_day: self.subscription.anchor_day,
        }
    }

    /// When it is charged next.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        let own = &self.subscription;
        Schedule {
            next_on: own.next_charge_on,
            rhythm: self.rhythm(),
            left: own.cycles.map(|cycles| (cycles - own.cycles_done).max(0)),
            until: own.cancel_at,
        }
    }
}

field_table! {
    /// A row of `subscriptions`.
    pub struct Subscription, SubscriptionPatch from subscriptions by id in |record| record.subscription {
        keep {
            #[diesel(skip_insertion)] id: i64,
            public_id: String,
            version: i64,
            customer_id: i64,
            current_period_start: Option<chrono::NaiveDate>,
            current_period_end: Option<chrono::NaiveDate>,
            anchor_day: i64,
            status_before: Option<String>,
            stopped_at: Option<chrono::NaiveDateTime>,
            created_by: Option<i64>,
        }
        after customer_id {
            status: Choice(SUBSCRIPTION_STATES) as choice in Basic, "Estado" | "Status" | "State", except [FORM];
            attention_reason: Choice(ATTENTION) as text in Basic, "Requiere atención" | "Requer atenção" | "Needs attention", except [FORM];
            plan_id: Ref(Lookup::Plans) as owner in Basic, "Plan" | "Plano" | "Plan";
            quantity: Number(1, 100_000) as count in Basic, "Cantidad" | "Quantidade" | "Quantity";
            start_at: Date as day in Basic, "Inicio" | "Início" | "Start";
            cycles: Number(1, 1_200) as number in Basic, "Cantidad de cobros" | "Quantidade de cobranças" | "Number of charges";
            contract_id: Number(1, i64::MAX) as number in Basic, "Contrato" | "Contrato" | "Contract";
            trial_end: Date as date in Basic, "Fin de la prueba" | "Fim do teste" | "End of the trial", except [FORM];
            next_charge_on: Date as date in Basic, "Próximo cobro" | "Próxima cobrança" | "Next charge", except [FORM];
            cycles_done: Number(0, 1_200) as count in Basic, "Cobros hechos" | "Cobranças feitas" | "Charges made", except [FORM];
            cancel_at: Date as date in Basic, "Se cancela el" | "Será cancelada em" | "Is canceled on", except [FORM];
            cancel_reason: Text(255) as text in Basic, "Motivo de la cancelación" | "Motivo do cancelamento" | "Reason of the cancellation", except [FORM];
        }
        after amount {
            price: Amount as number in Billing, "Precio propio" | "Preço próprio" | "Price of its own";
            discount_bp: Percent as count in Billing, "Descuento" | "Desconto" | "Discount";
            payment_method: Choice(PAYMENT_METHODS) as text in Billing, "Medio de pago" | "Meio de pagamento" | "Payment method";
            currency: Currency as choice in Billing, "Moneda" | "Moeda" | "Currency", except [FORM];
            created_at: Moment as moment in System, "Creada el" | "Criada em" | "Created", except [FORM];
            updated_at: Moment as moment in System, "Última modificación" | "Última modificação" | "Last change", except [FORM];
        }
    }
    /// The fields that are columns of `subscriptions`.
    pub fn subscription_fields
}

/// What it costs comes from three places, so that it is shown and nothing more.
fn amount() -> Field {
    Field {
        key: "amount".into(),
        part: "subscription",
        kind: Kind::Amount,
        group: Group::Billing,
        labels: ["Importe".into(), "Valor".into(), "Amount".into()],
        uses: Uses::LIST.and(Uses::EXPORT),
        get: |record| Value::Number(record.amount().0),
        set: |_, _| {},
        condition: |_, _| None,
        order: None,
    }
}

static ALL: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let mut fields = vec![owned::id::<Subscriptions>(
        "subscription",
        ["ID suscripción", "ID da assinatura", "Subscription ID"],
    )];
    fields.extend(owned::fields::<Subscriptions>());
    fields.push(amount());
    for (anchor, group) in subscription_fields() {
        let anchor = fields.iter().position(|field| field.key == anchor);
        let behind = anchor.map_or(fields.len(), |at| at + 1);
        fields.splice(behind..behind, group);
    }
    entity::walking(fields, &[("start_at", false)])
});

/// Every field of a subscription, in the order of the screens.
#[must_use]
pub fn all() -> &'static [Field] {
    &ALL
}

/// The field of a key.
#[must_use]
pub fn find(key: &str) -> Option<&'static Field> {
    ALL.iter().find(|field| field.key == key)
}
