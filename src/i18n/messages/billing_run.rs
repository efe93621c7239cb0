//! Texts of «Generar facturas».

use crate::messages;

messages! {
    run_title: "Generar facturas" | "Gerar faturas" | "Generate invoices";
    run_lead: "Una factura por contrato, para los clientes con facturación habilitada cuyo día de facturación cae entre estas fechas. Un período ya facturado no se factura otra vez." | "Uma fatura por contrato, para os clientes com faturamento habilitado cujo dia de faturamento cai entre estas datas. Um período já faturado não é faturado de novo." | "One invoice per contract, for customers with billing enabled whose billing day falls between these dates. A period that was invoiced is not invoiced again.";
    run_from: "Día de facturación, desde" | "Dia de faturamento, de" | "Billing day, from";
    run_to: "Hasta" | "Até" | "To";
    run_entity: "Razón social" | "Razão social" | "Legal entity";
    run_every_entity: "Todas" | "Todas" | "All of them";
    run_issue_on: "Fecha de emisión" | "Data de emissão" | "Date of issue";
    run_issue_on_help: "El vencimiento se cuenta desde esta fecha, según los días de cada cliente o de su ciclo." | "O vencimento conta a partir desta data, conforme os dias de cada cliente ou do seu ciclo." | "The due date is counted from this date, by the days of each customer or of its cycle.";
    run_mails: "Enviar cada factura por correo" | "Enviar cada fatura por e-mail" | "Mail each invoice";
    run_mails_help: "A quien corresponda según «¿Quién recibe qué?» de cada cliente, con el PDF." | "A quem corresponder segundo «Quem recebe o quê?» de cada cliente, com o PDF." | "To whoever «Who receives what?» of each customer says, with the PDF.";
    run_by_mail: "Por correo" | "Por e-mail" | "By mail";
    run_look: "Ver qué se facturaría" | "Ver o que seria faturado" | "See what would be invoiced";
    run_look_hint: "Primero se revisa, sin emitir nada. Usted confirma después, con los totales a la vista." | "Primeiro revisa-se, sem emitir nada. Você confirma depois, com os totais à vista." | "First it is only looked at; nothing is issued. You confirm afterwards, with the totals in view.";
    run_latest: "Últimas generaciones" | "Últimas gerações" | "Latest runs";
    run_latest_lead: "De todos los usuarios: lo que ya se generó no se repite." | "De todos os usuários: o que já foi gerado não se repete." | "Everybody's: what was generated is not repeated.";
    run_state: "Estado" | "Situação" | "Status";
    run_reversed: "La última fecha es anterior a la primera" | "A última data é anterior à primeira" | "The last date is before the first";
    run_too_many(days: i64): "Elija {days} días como máximo: así cada día de facturación entra una sola vez" | "Escolha no máximo {days} dias: assim cada dia de faturamento entra uma só vez" | "Choose {days} days at most, so that each billing day comes once";
    run_too_far(back: i64, ahead: i64): "Elija días de hasta {back} días atrás y {ahead} por venir" | "Escolha dias de até {back} dias atrás e {ahead} à frente" | "Choose days up to {back} days back and {ahead} ahead";
    run_dated(days: i64): "La fecha de emisión puede distar de hoy {days} días como máximo" | "A data de emissão pode distar de hoje no máximo {days} dias" | "The date of issue may be {days} days from today at most";
    run_without_day(customers: &str): "Clientes con facturación habilitada y sin día de facturación: {customers}. Ninguna generación los encuentra." | "Clientes com faturamento habilitado e sem dia de faturamento: {customers}. Nenhuma geração os encontra." | "Customers with billing enabled and no billing day: {customers}. No run finds them.";

    billing_line_contract(number: &str): "contrato {number}" | "contrato {number}" | "contract {number}";

    run_process: "Facturas de contratos" | "Faturas de contratos" | "Invoices of contracts";
    run_heading_checking: "Revisando qué se facturaría" | "Revisando o que seria faturado" | "Looking at what would be invoiced";
    run_heading_draft: "Revise antes de emitir" | "Revise antes de emitir" | "Review before issuing";
    run_heading_running: "Emitiendo facturas" | "Emitindo faturas" | "Issuing invoices";
    run_heading_idle: "No hay nada que facturar" | "Não há nada a faturar" | "There is nothing to invoice";
    run_heading_none: "Ninguna factura se puede emitir" | "Nenhuma fatura pode ser emitida" | "No invoice can be issued";
    run_heading_done: "Facturas emitidas" | "Faturas emitidas" | "Invoices issued";
    run_would: "se facturarán" | "serão faturados" | "will be invoiced";
    run_would_same: "sin nada que facturar" | "sem nada a faturar" | "with nothing to invoice";
    run_would_not: "no se pueden facturar" | "não podem ser faturados" | "cannot be invoiced";
    run_did: "facturas emitidas" | "faturas emitidas" | "invoices issued";
    run_did_same: "sin nada que facturar" | "sem nada a faturar" | "with nothing to invoice";
    run_did_not: "no se facturaron" | "não foram faturados" | "not invoiced";
    run_days: "Día de facturación" | "Dia de faturamento" | "Billing day";
    run_days_between(from: &str, to: &str): "del {from} al {to}" | "de {from} a {to}" | "{from} to {to}";
    run_amount: "Total a facturar" | "Total a faturar" | "Total to invoice";
    run_amount_done: "Total facturado" | "Total faturado" | "Total invoiced";
    run_contract: "Contrato" | "Contrato" | "Contract";
    run_contract_number(number: &str): "Contrato {number}" | "Contrato {number}" | "Contract {number}";
    run_period: "Período" | "Período" | "Period";
    run_invoice: "Factura" | "Fatura" | "Invoice";
    run_total: "Total" | "Total" | "Total";
    run_refused: "No se pueden facturar" | "Não podem ser faturados" | "Cannot be invoiced";
    run_skipped: "No se facturaron" | "Não foram faturados" | "Not invoiced";
    run_same: "Sin nada que facturar" | "Sem nada a faturar" | "With nothing to invoice";
    run_to_issue: "Se facturarán" | "Serão faturados" | "Will be invoiced";
    run_issued: "Emitidas" | "Emitidas" | "Issued";
    run_see_issued: "Ver las facturas en la lista" | "Ver as faturas na lista" | "See the invoices in the list";
    run_none: "Corrija lo que falta y vuelva a generar." | "Corrija o que falta e gere de novo." | "Mend what is missing and generate again.";
    run_nobody: "No hay nada que facturar en estas fechas." | "Não há nada a faturar nestas datas." | "There is nothing to invoice on these dates.";
    run_confirm_one: "Emitir 1 factura" | "Emitir 1 fatura" | "Issue 1 invoice";
    run_confirm(count: &str): "Emitir {count} facturas" | "Emitir {count} faturas" | "Issue {count} invoices";
    run_no_undo: "Una factura emitida no se borra: se anula o se corrige con una nota de crédito." | "Uma fatura emitida não se apaga: cancela-se ou corrige-se com uma nota de crédito." | "An issued invoice is not deleted: it is voided, or corrected by a credit note.";
    run_stop_checking: "Nada se emitió todavía." | "Nada foi emitido ainda." | "Nothing was issued yet.";
    run_stop_hint: "Lo que ya se emitió queda emitido; el resto se puede generar después, sin repetir nada." | "O que já foi emitido fica emitido; o resto pode ser gerado depois, sem repetir nada." | "What was issued stays issued; the rest can be generated later, and nothing comes twice.";
    run_again: "Elegir otras fechas" | "Escolher outras datas" | "Choose other dates";
    run_rest: "Generar lo que falta" | "Gerar o que falta" | "Generate the rest";
    run_file(job: i64): "facturas-no-generadas-{job}" | "faturas-nao-geradas-{job}" | "invoices-not-generated-{job}";

    run_why_not_begun(day: &str): "El contrato empieza el {day}" | "O contrato começa em {day}" | "The contract begins on {day}";
    run_why_over(day: &str): "El contrato terminó el {day}" | "O contrato terminou em {day}" | "The contract ended on {day}";
    run_why_billed(day: &str): "Ya facturado hasta el {day}" | "Já faturado até {day}" | "Already invoiced until {day}";
    run_why_blocked: "Contrato bloqueado" | "Contrato bloqueado" | "Contract blocked";
    run_why_ended: "El contrato ya no está vigente" | "O contrato não está mais vigente" | "The contract is no longer in force";
    run_why_subscribed: "Lo cobra su suscripción" | "É cobrado pela sua assinatura" | "Its subscription charges it";
    run_why_rhythm: "Su plan se cobra por días o semanas: necesita una suscripción" | "Seu plano é cobrado por dias ou semanas: precisa de uma assinatura" | "Its plan is charged by days or weeks: it needs a subscription";
    run_why_no_plan: "Su plan ya no existe" | "Seu plano não existe mais" | "Its plan is gone";
    run_why_repriced: "Su plan cambió de moneda: póngale un precio al contrato" | "Seu plano mudou de moeda: defina um preço no contrato" | "Its plan has another currency now: give the contract a price";
    run_why_free: "Sin importe" | "Sem valor" | "Costs nothing";
    run_why_moved: "Cambió después de la revisión" | "Mudou depois da revisão" | "Changed after the review";
    run_why_foreign: "Sale en otra moneda que la del país de su razón social" | "Sai em outra moeda que a do país da sua razão social" | "It is in another currency than the one of its legal entity's country";
    run_why_gap(day: &str): "Antes hay días sin facturar, desde el {day}" | "Antes há dias sem faturar, desde {day}" | "There are days before that were not invoiced, from {day}";
}
