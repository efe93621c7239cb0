//! Texts of invoices and credit notes.

use crate::messages;

messages! {
    invoices_title: "Facturas" | "Faturas" | "Invoices";
    invoice_one_off: "Nueva factura" | "Nova fatura avulsa" | "New invoice";
    invoice_edit: "Editar borrador" | "Editar rascunho" | "Edit draft";
    invoice_draft_of(kind: &str): "Borrador de {kind}" | "Rascunho de {kind}" | "Draft of {kind}";
    invoice_overdue: "Vencida" | "Vencida" | "Overdue";
    invoice_overdue_days(days: i64): "venció hace {days} días" | "venceu há {days} dias" | "due {days} days ago";
    invoice_overdue_day: "venció ayer" | "venceu ontem" | "due yesterday";
    invoice_due_on(day: &str): "vence el {day}" | "vence em {day}" | "due on {day}";
    invoice_total: "Total" | "Total" | "Total";
    invoice_balance: "Queda por pagar" | "Falta pagar" | "Left to pay";
    invoice_paid_so_far: "Pagado" | "Pago" | "Paid";
    invoice_credited: "En notas de crédito" | "Em notas de crédito" | "In credit notes";
    invoice_status: "Estado" | "Situação" | "Status";
    invoice_customer: "Cliente" | "Cliente" | "Customer";
    invoice_corrected_by: "Corregida por" | "Corrigida por" | "Corrected by";
    invoice_reason: "Motivo" | "Motivo" | "Reason";

    invoice_document: "Documento" | "Documento" | "Document";
    invoice_settled: "Qué la salda" | "O que a quita" | "What settles it";
    invoice_settled_none: "Todavía no hay pagos ni notas de crédito." | "Ainda não há pagamentos nem notas de crédito." | "There are no payments or credit notes yet.";
    invoice_settled_payment(method: &str): "Pago · {method}" | "Pagamento · {method}" | "Payment · {method}";
    invoice_settled_note(number: &str): "Nota de crédito {number}" | "Nota de crédito {number}" | "Credit note {number}";
    invoice_settled_when: "Fecha" | "Data" | "Date";
    invoice_settled_what: "Qué" | "O quê" | "What";
    invoice_settled_amount: "Importe" | "Valor" | "Amount";
    invoice_taken_back(when: &str): "sin efecto desde {when}" | "sem efeito desde {when}" | "taken back on {when}";
    invoice_settles: "Qué salda" | "O que quita" | "What it settles";

    invoice_pdf: "Descargar PDF" | "Baixar PDF" | "Download PDF";
    invoice_print_view: "Ver para imprimir" | "Ver para imprimir" | "Print view";
    invoice_back: "Volver a la factura" | "Voltar à fatura" | "Back to the invoice";
    invoice_issue: "Emitir" | "Emitir" | "Issue";
    invoice_issue_now: "Emitir ahora" | "Emitir agora" | "Issue now";
    invoice_issue_hint(series: &str): "Al emitir toma el próximo número de {series} con fecha de hoy. Después ya no se borra: se anula o se corrige con una nota de crédito." | "Ao emitir recebe o próximo número de {series} com a data de hoje. Depois não se apaga: cancela-se ou corrige-se com uma nota de crédito." | "Issuing takes the next number of {series}, dated today. Afterwards it is not deleted: it is voided, or corrected by a credit note.";
    invoice_save_draft: "Guardar borrador" | "Salvar rascunho" | "Save draft";
    invoice_discard: "Borrar borrador" | "Apagar rascunho" | "Delete draft";
    invoice_change_due: "Cambiar vencimiento" | "Alterar vencimento" | "Change due date";
    invoice_change_method: "Cambiar forma de pago" | "Alterar forma de pagamento" | "Change payment method";
    invoice_void: "Anular" | "Cancelar fatura" | "Void";
    invoice_credit: "Nota de crédito" | "Nota de crédito" | "Credit note";
    invoice_use_credit(amount: &str): "Usar saldo a favor ({amount})" | "Usar saldo a favor ({amount})" | "Use credit ({amount})";
    invoice_more: "Más acciones" | "Mais ações" | "More actions";

    invoice_due: "Vencimiento" | "Vencimento" | "Due date";
    invoice_due_lead(number: &str): "Último día para pagar {number}. Si el día nuevo no pasó, deja de estar vencida y el cliente deja de figurar como moroso por ella." | "Último dia para pagar {number}. Se o novo dia não passou, deixa de estar vencida e o cliente deixa de constar como inadimplente por ela." | "Last day to pay {number}. If the new day has not passed, it is no longer overdue and the customer no longer counts as delinquent because of it.";
    invoice_method: "Forma de pago" | "Forma de pagamento" | "Payment method";
    invoice_method_lead(number: &str): "Cómo se espera que se pague {number}. No cambia la forma de pago del cliente." | "Como se espera que {number} seja paga. Não altera a forma de pagamento do cliente." | "How {number} is expected to be paid. The customer's own method does not change.";
    invoice_method_none: "Sin definir" | "Não definida" | "Not set";
    invoice_void_title(number: &str): "¿Anular {number}?" | "Cancelar {number}?" | "Void {number}?";
    invoice_void_lead(total: &str): "Deja de deberse {total}. Conserva su número y queda en la lista como anulada. No se puede deshacer; el período se puede facturar de nuevo." | "Deixa de ser devido {total}. Mantém o número e fica na lista como cancelada. Não pode ser desfeito; o período pode ser faturado de novo." | "{total} is no longer owed. It keeps its number and stays in the list as voided. This cannot be undone; the period may be billed again.";
    invoice_void_reason_help: "Se guarda en el historial." | "Fica guardado no histórico." | "Kept in the history.";
    invoice_void_confirm: "Anular factura" | "Cancelar fatura" | "Void invoice";
    invoice_credit_title(number: &str): "Nota de crédito sobre {number}" | "Nota de crédito sobre {number}" | "Credit note on {number}";
    invoice_credit_lead(most: &str): "Se emite al confirmar, con número propio. Puede ser por una parte: cambie o quite líneas, hasta {most}. Lo que ya estaba pagado queda a favor del cliente." | "É emitida ao confirmar, com número próprio. Pode ser por uma parte: altere ou remova linhas, até {most}. O que já estava pago fica a favor do cliente." | "It is issued on confirming, with its own number. It may be for a part: change or remove lines, up to {most}. What was already paid becomes the customer's credit.";
    invoice_credit_confirm: "Emitir nota de crédito" | "Emitir nota de crédito" | "Issue credit note";

    invoice_lines: "Líneas" | "Linhas" | "Lines";
    invoice_line_description: "Descripción" | "Descrição" | "Description";
    invoice_line_quantity: "Cantidad" | "Quantidade" | "Quantity";
    invoice_line_price: "Precio unitario" | "Preço unitário" | "Unit price";
    invoice_line_discount: "Descuento %" | "Desconto %" | "Discount %";
    invoice_line_tax: "Impuesto" | "Imposto" | "Tax";
    invoice_line_no_tax: "Sin impuesto" | "Sem imposto" | "No tax";
    invoice_line_tax_inside(name: &str): "{name} (incluido)" | "{name} (incluído)" | "{name} (inside)";
    invoice_line_add: "Agregar línea" | "Adicionar linha" | "Add line";
    invoice_line_remove: "Quitar línea" | "Remover linha" | "Remove line";
    invoice_line_of(n: usize): "Línea {n}" | "Linha {n}" | "Line {n}";
    invoice_line_quantity_wrong: "Una cantidad entre 0,001 y 1.000.000." | "Uma quantidade entre 0,001 e 1.000.000." | "A quantity between 0.001 and 1,000,000.";
    invoice_line_discount_wrong: "Un porcentaje de 0 a 100." | "Um percentual de 0 a 100." | "A percentage from 0 to 100.";
    invoice_line_description_missing: "Escriba qué se factura." | "Escreva o que se fatura." | "Write what is billed.";
    invoice_line_tax_wrong: "Elija un impuesto de la lista." | "Escolha um imposto da lista." | "Choose a tax from the list.";
    invoice_lines_too_many(most: usize): "Una factura lleva hasta {most} líneas." | "Uma fatura tem até {most} linhas." | "An invoice has at most {most} lines.";
    invoice_work_out: "Calcular" | "Calcular" | "Work out";
    invoice_net: "Neto" | "Líquido" | "Net";
    invoice_tax: "Impuestos" | "Impostos" | "Taxes";
    invoice_period: "Período facturado" | "Período faturado" | "Period billed";
    invoice_period_from: "Desde" | "De" | "From";
    invoice_period_to: "Hasta" | "Até" | "To";
    invoice_period_half: "Complete los dos días, o ninguno." | "Preencha os dois dias, ou nenhum." | "Give both days, or none.";
    invoice_day_wrong: "Elija un día." | "Escolha um dia." | "Choose a day.";
    invoice_currency: "Moneda" | "Moeda" | "Currency";
    invoice_currency_wrong: "Elija una moneda de la lista." | "Escolha uma moeda da lista." | "Choose a currency from the list.";
    invoice_notes: "Observaciones" | "Observações" | "Notes";
    invoice_notes_help: "Se imprimen al pie del documento." | "São impressas no rodapé do documento." | "Printed at the foot of the document.";
    invoice_sides(kind: &str, issuer: &str): "{kind} de {issuer}" | "{kind} de {issuer}" | "{kind} by {issuer}";
    invoice_sides_condition(condition: &str): "Cliente: {condition}" | "Cliente: {condition}" | "Customer: {condition}";
    invoice_cannot: "No se le puede facturar todavía" | "Ainda não pode ser faturado" | "Cannot be invoiced yet";
    invoice_complete_billing: "Completar su facturación" | "Completar o faturamento" | "Complete the billing data";

    invoice_was_issued(number: &str): "Se emitió {number}." | "{number} foi emitida." | "{number} was issued.";
    invoice_was_drafted: "Se guardó el borrador." | "O rascunho foi salvo." | "The draft was saved.";
    invoice_was_discarded: "Se borró el borrador." | "O rascunho foi apagado." | "The draft was deleted.";
    invoice_was_changed: "Se guardó el cambio." | "A alteração foi salva." | "The change was saved.";
    invoice_was_voided(number: &str): "Se anuló {number}." | "{number} foi cancelada." | "{number} was voided.";
    invoice_was_settled: "Se usó el saldo a favor." | "O saldo a favor foi usado." | "The credit was used.";
    invoice_was_before: "Esta factura ya se había guardado: no se hizo otra." | "Esta fatura já havia sido salva: não foi feita outra." | "This invoice had been saved already: no other was made.";
    invoice_conflict: "Otra persona la cambió mientras tanto. Mire cómo quedó y repita la acción si hace falta." | "Outra pessoa a alterou enquanto isso. Veja como ficou e repita a ação se for preciso." | "Somebody else changed it meanwhile. Look at it and repeat the action if needed.";

    refusal_billing_off: "La facturación de este cliente está desactivada." | "O faturamento deste cliente está desativado." | "Billing of this customer is off.";
    refusal_gone: "El cliente está archivado o anonimizado." | "O cliente está arquivado ou anonimizado." | "The customer is archived or anonymised.";
    refusal_no_issuer: "Falta elegir la razón social que emite." | "Falta escolher a razão social emissora." | "The issuing legal entity is missing.";
    refusal_no_condition: "Falta la condición impositiva del cliente." | "Falta a condição fiscal do cliente." | "The customer's tax condition is missing.";
    refusal_no_type: "Falta elegir el tipo de factura." | "Falta escolher o tipo de fatura." | "The invoice type is missing.";
    refusal_type_not_allowed: "Ese emisor no puede enviar ese tipo de factura a un cliente de esa condición." | "Esse emissor não pode enviar esse tipo de fatura a um cliente dessa condição." | "That issuer may not send that type of invoice to a customer of that condition.";
    refusal_no_note_type: "El tipo de este documento no tiene nota de crédito. Se define en Tipos de factura." | "O tipo deste documento não tem nota de crédito. É definido em Tipos de fatura." | "This document's type has no credit note. It is set in Invoice types.";
    refusal_no_lines: "Escriba al menos una línea con su descripción." | "Escreva ao menos uma linha com descrição." | "Write at least one line with a description.";
    refusal_nothing: "El total tiene que ser mayor que cero." | "O total deve ser maior que zero." | "The total must be more than zero.";
    refusal_too_large: "El total pasa del máximo que un documento admite." | "O total passa do máximo que um documento admite." | "The total is more than a document may hold.";
    refusal_days_reversed: "El último día no puede ser anterior al primero, ni el vencimiento anterior a la emisión." | "O último dia não pode ser anterior ao primeiro, nem o vencimento anterior à emissão." | "The last day cannot be before the first, nor the due date before the issue.";
    refusal_not_yet: "Ese día todavía no llegó." | "Esse dia ainda não chegou." | "That day has not come yet.";
    refusal_no_such_method: "Elija una forma de pago de la lista." | "Escolha uma forma de pagamento da lista." | "Choose a payment method from the list.";
    refusal_no_reason: "Escriba el motivo." | "Escreva o motivo." | "Write the reason.";
    refusal_wrong_state: "En su estado actual ya no se puede." | "No estado atual já não é possível." | "In its present state this is no longer possible.";
    refusal_more_than_left: "Es más de lo que queda." | "É mais do que resta." | "That is more than is left.";
    refusal_other_currency: "La moneda no es la del documento." | "A moeda não é a do documento." | "The currency is not the document's.";
    refusal_no_such_invoice: "Ese documento no es de este cliente." | "Esse documento não é deste cliente." | "That document is not this customer's.";
    refusal_billed_already: "Ese período ya está facturado." | "Esse período já foi faturado." | "That period was billed already.";

    invoice_change_drafted: "Borrador escrito" | "Rascunho escrito" | "Draft written";
    invoice_change_discarded: "Borrador borrado" | "Rascunho apagado" | "Draft deleted";
    invoice_change_issued: "Emitida con el número" | "Emitida com o número" | "Issued with number";
    invoice_change_credited: "Corregida por la nota" | "Corrigida pela nota" | "Corrected by note";
}
