//! Letters about invoices, payments and cards.

use crate::messages;

messages! {
    mail_invoice_title: "Nueva factura" | "Nova fatura" | "New invoice";
    mail_invoice_lead(company: &str, name: &str, total: &str): "{company} emitió a su nombre este documento: {name}, por {total}." | "{company} emitiu em seu nome este documento: {name}, no valor de {total}." | "{company} has issued this document to you: {name}, for {total}.";
    mail_invoice_due(day: &str): "Vence el {day}." | "Vence em {day}." | "It is due on {day}.";
    mail_invoice_open: "Ver la factura" | "Ver a fatura" | "See the invoice";
    mail_credit_note_title: "Nueva nota de crédito" | "Nova nota de crédito" | "New credit note";
    mail_credit_note_lead(company: &str, name: &str, total: &str): "{company} emitió a su nombre este documento: {name}, por {total}. No tiene que pagarlo." | "{company} emitiu em seu nome este documento: {name}, no valor de {total}. Você não precisa pagá-lo." | "{company} has issued this document to you: {name}, for {total}. You do not have to pay it.";
    mail_credit_note_corrects(name: &str): "Corrige este documento: {name}." | "Corrige este documento: {name}." | "It corrects this document: {name}.";
    mail_credit_note_open: "Ver la nota de crédito" | "Ver a nota de crédito" | "See the credit note";
    mail_payment_title: "Recibimos su pago" | "Recebemos seu pagamento" | "We have received your payment";
    mail_payment_lead(company: &str, amount: &str, day: &str, method: &str): "{company} registró su pago de {amount} del {day} ({method}). Gracias." | "{company} registrou seu pagamento de {amount} de {day} ({method}). Obrigado." | "{company} has recorded your payment of {amount} of {day} ({method}). Thank you.";
    mail_payment_part(name: &str, amount: &str): "{name}: {amount}" | "{name}: {amount}" | "{name}: {amount}";
    mail_payment_credit(amount: &str): "Quedan {amount} a su favor para próximas facturas." | "Ficam {amount} a seu favor para as próximas faturas." | "{amount} remain in your favour for later invoices.";
    mail_payment_open: "Ver el pago" | "Ver o pagamento" | "See the payment";
    mail_reminder_title: "Recordatorio de pago" | "Lembrete de pagamento" | "Payment reminder";
    mail_reminder_soon_one(company: &str, total: &str): "Una factura de {company} vence pronto. Su saldo: {total}." | "Uma fatura da {company} vence em breve. Seu saldo: {total}." | "An invoice of {company} is due soon. What is left to pay: {total}.";
    mail_reminder_soon(company: &str, total: &str): "Varias facturas de {company} vencen pronto. Su saldo: {total}." | "Várias faturas da {company} vencem em breve. Seu saldo: {total}." | "Several invoices of {company} are due soon. What is left to pay: {total}.";
    mail_reminder_overdue_one(company: &str, total: &str): "Una factura de {company} está vencida. Su saldo: {total}." | "Uma fatura da {company} está vencida. Seu saldo: {total}." | "An invoice of {company} is overdue. What is left to pay: {total}.";
    mail_reminder_overdue(company: &str, total: &str): "Varias facturas de {company} están vencidas. Su saldo: {total}." | "Várias faturas da {company} estão vencidas. Seu saldo: {total}." | "Several invoices of {company} are overdue. What is left to pay: {total}.";
    mail_reminder_part(name: &str, balance: &str, day: &str): "{name}: {balance}, vencimiento {day}" | "{name}: {balance}, vencimento {day}" | "{name}: {balance}, due {day}";
    mail_reminder_paid: "Si ya pagó, no tiene que hacer nada: el pago puede tardar en verse." | "Se você já pagou, não precisa fazer nada: o pagamento pode demorar a aparecer." | "If you have already paid, there is nothing to do: a payment may take a while to show.";
    mail_reminder_open: "Ver y pagar" | "Ver e pagar" | "See and pay";
    mail_card_title: "Su tarjeta para los pagos" | "Seu cartão para os pagamentos" | "Your card for payments";
    mail_card_none(company: &str): "{company} no tiene ninguna tarjeta suya con la que cobrar sus suscripciones. Elija una con este enlace." | "{company} não tem nenhum cartão seu com o qual cobrar suas assinaturas. Escolha um por este link." | "{company} has no card of yours to charge your subscriptions to. Choose one by this link.";
    mail_card_lead(company: &str, card: &str): "{company} ya no puede cobrar a su tarjeta {card}. Elija otra con este enlace." | "{company} não pode mais cobrar no seu cartão {card}. Escolha outro por este link." | "{company} can no longer charge your card {card}. Choose another by this link.";
    mail_card_other(company: &str, card: &str): "{company} le cobra a su tarjeta {card}. Si prefiere que se cobre a otra, elíjala con este enlace." | "{company} cobra no seu cartão {card}. Se preferir que se cobre em outro, escolha-o por este link." | "{company} charges your card {card}. If you prefer another to be charged, choose it by this link.";
    mail_card_where: "Los datos de la tarjeta se escriben en la página del medio de pago, nunca en la nuestra." | "Os dados do cartão são digitados na página do meio de pagamento, nunca na nossa." | "The card's data is typed on the payment service's page, never on ours.";
    mail_card_choose: "Elegir una tarjeta" | "Escolher um cartão" | "Choose a card";
}
