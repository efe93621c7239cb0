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
    mail_paper_attached: "El documento va adjunto en PDF." | "O documento vai anexo em PDF." | "The document is attached as a PDF.";
    mail_paper_not_attached: "El PDF del documento no se pudo adjuntar a este mensaje. Si lo necesita, pídanoslo." | "O PDF do documento não pôde ser anexado a esta mensagem. Se precisar dele, peça-o a nós." | "The PDF of the document could not be attached to this message. If you need it, please ask us for it.";

    notice_who_title: "¿Quién recibe qué?" | "Quem recebe o quê?" | "Who receives what?";
    notice_who_lead: "A qué direcciones escribe el panel por su cuenta, y por qué a esas." | "Para quais endereços o painel escreve por conta própria, e por que para eles." | "Which addresses the panel writes to by itself, and why those.";
    notice_who_settings: "Avisos de la organización" | "Avisos da organização" | "The organisation's notices";
    notice_event: "Aviso" | "Aviso" | "Notice";
    notice_to: "Lo recibe" | "Quem recebe" | "Who gets it";
    notice_nobody: "Nadie." | "Ninguém." | "Nobody.";
    notice_invoice: "Factura emitida" | "Fatura emitida" | "Invoice issued";
    notice_credit_note: "Nota de crédito emitida" | "Nota de crédito emitida" | "Credit note issued";
    notice_payment: "Pago recibido" | "Pagamento recebido" | "Payment received";
    notice_reminder: "Recordatorio de pago" | "Lembrete de pagamento" | "Payment reminder";
    notice_card_renewal: "Enlace para elegir una tarjeta" | "Link para escolher um cartão" | "Link to choose a card";
    notice_manual: "Aviso escrito a mano" | "Aviso escrito à mão" | "Notice written by hand";
    notice_why_main: "E-mail principal" | "E-mail principal" | "Main e-mail";
    notice_why_listed: "E-mail a notificar" | "E-mail para notificar" | "E-mail to notify";
    notice_why_contact: "Persona de contacto" | "Pessoa de contato" | "Contact person";
    notice_no_main: "El cliente no tiene e-mail principal." | "O cliente não tem e-mail principal." | "The customer has no main e-mail.";
    notice_switched_off: "El cliente no recibe este aviso: está desactivado en su Facturación." | "O cliente não recebe este aviso: está desativado no seu Faturamento." | "The customer does not get this notice: it is switched off in their billing.";
    notice_gone: "El cliente está archivado o anonimizado." | "O cliente está arquivado ou anonimizado." | "The customer is archived or anonymised.";
    notice_not_mailed: "La organización no envía comprobantes de pago." | "A organização não envia comprovantes de pagamento." | "The organisation mails no receipts.";

    billing_title: "Avisos de cobro" | "Avisos de cobrança" | "Billing notices";
    billing_lead: "Qué escribe el panel a sus clientes sobre lo que deben y lo que pagan. Cada cliente puede dejar de recibir cada aviso, en su Facturación." | "O que o painel escreve aos seus clientes sobre o que devem e o que pagam. Cada cliente pode deixar de receber cada aviso, no seu Faturamento." | "What the panel writes to your customers about what they owe and what they pay. Each customer can stop getting each notice, in their billing.";
    billing_entry_lead: "Recordatorios de pago y comprobantes por e-mail." | "Lembretes de pagamento e comprovantes por e-mail." | "Payment reminders and receipts by mail.";
    billing_reminders: "Recordatorios de pago" | "Lembretes de pagamento" | "Payment reminders";
    billing_reminders_lead: "Van solo al e-mail principal, una vez por factura y día; lo que un cliente debe se junta en un e-mail." | "Vão só para o e-mail principal, uma vez por fatura e dia; o que um cliente deve se junta em um e-mail." | "They go to the main e-mail alone, once for each invoice and day; what a customer owes is put into one mail.";
    billing_reminder_days: "Días respecto del vencimiento" | "Dias em relação ao vencimento" | "Days relative to the due date";
    billing_reminder_days_help: "Separados con coma; con signo menos, antes del vencimiento. «-3, 1, 10» avisa tres días antes, al día siguiente y diez días después. Vacío: no se envían recordatorios." | "Separados por vírgula; com sinal de menos, antes do vencimento. «-3, 1, 10» avisa três dias antes, no dia seguinte e dez dias depois. Vazio: não são enviados lembretes." | "Separated by commas; before the due date with a minus sign. “-3, 1, 10” reminds three days before, on the next day and ten days later. Empty: no reminders are sent.";
    billing_reminders_wrong(most: usize, farthest: i64): "Escriba números enteros de -{farthest} a {farthest}, hasta {most}, separados con coma." | "Digite números inteiros de -{farthest} a {farthest}, até {most}, separados por vírgula." | "Type whole numbers from -{farthest} to {farthest}, at most {most}, separated by commas.";
    billing_receipts: "Comprobantes de pago" | "Comprovantes de pagamento" | "Receipts";
    billing_receipts_lead: "Van solo al e-mail principal, cuando el pago se registra o la tarjeta se cobra." | "Vão só para o e-mail principal, quando o pagamento é registrado ou o cartão é cobrado." | "They go to the main e-mail alone, when a payment is registered or a card is charged.";
    billing_mails_receipts: "Enviar un comprobante de cada pago" | "Enviar um comprovante de cada pagamento" | "Mail a receipt of each payment";
    billing_mails_receipts_help: "Desactivado, se puede enviar igual desde la página del pago." | "Desativado, ainda pode ser enviado pela página do pagamento." | "When off, it can still be mailed from the page of the payment.";
    billing_saved: "Los avisos de cobro quedaron guardados." | "Os avisos de cobrança foram salvos." | "The billing notices were saved.";

    notice_send: "Enviar por correo" | "Enviar por e-mail" | "Send by mail";
    notice_send_receipt_button: "Enviar el comprobante" | "Enviar o comprovante" | "Mail the receipt";
    notice_send_title(name: &str): "Enviar por correo: {name}" | "Enviar por e-mail: {name}" | "Send by mail: {name}";
    notice_send_receipt_title(name: &str): "Enviar el comprobante: {name}" | "Enviar o comprovante: {name}" | "Send the receipt: {name}";
    notice_send_paper: "El documento va adjunto en PDF, en el idioma del cliente." | "O documento vai anexo em PDF, no idioma do cliente." | "The document goes along as a PDF, in the customer's language.";
    notice_send_receipt: "El e-mail dice cuánto se recibió, cuándo y qué facturas paga, en el idioma del cliente." | "O e-mail diz quanto foi recebido, quando e quais faturas paga, no idioma do cliente." | "The mail says how much came in, when, and which invoices it pays, in the customer's language.";
    notice_send_to: "Lo recibe" | "Quem recebe" | "Who gets it";
    notice_mailed_before: "Ya se envió:" | "Já foi enviado:" | "It was mailed before:";
    notice_mailed: "Enviado por correo" | "Enviado por e-mail" | "Sent by mail";
    notice_sent(count: &str): "El e-mail está en camino. Direcciones: {count}." | "O e-mail está a caminho. Endereços: {count}." | "The mail is on its way. Addresses: {count}.";
    notice_sent_before: "Ese e-mail ya se había enviado." | "Esse e-mail já tinha sido enviado." | "That mail had been sent already.";
    notice_change_mailed: "Enviado por correo (direcciones)" | "Enviado por e-mail (endereços)" | "Sent by mail (addresses)";
}
