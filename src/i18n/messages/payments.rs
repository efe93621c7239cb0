//! Texts of payments.

use crate::messages;

messages! {
    payments_title: "Pagos" | "Pagamentos" | "Payments";
    payments_all: "Todos los pagos" | "Todos os pagamentos" | "All payments";
    payments_first: "Aún no hay pagos" | "Ainda não há pagamentos" | "There are no payments yet";
    payments_first_text: "Los pagos se registran desde la página del cliente o de una factura." | "Os pagamentos são registrados na página do cliente ou de uma fatura." | "Payments are registered from a customer's page or an invoice.";
    payments_hint: "Número de pago o cliente" | "Número do pagamento ou cliente" | "Payment number or customer";
    payments_label: "Lista de pagos" | "Lista de pagamentos" | "List of payments";
    payments_looked_in: "Buscamos el número del pago, y por nombre, documento, e-mail y teléfono de su cliente." | "Buscamos o número do pagamento, e por nome, documento, e-mail e telefone do cliente." | "We looked for the number of the payment, and for name, document, e-mail and phone of its customer.";
    payments_many(number: &str): "{number} pagos" | "{number} pagamentos" | "{number} payments";
    payments_none: "Ningún pago coincide" | "Nenhum pagamento corresponde" | "No payment matches";
    payments_none_match(typed: &str): "Ningún pago coincide con «{typed}»" | "Nenhum pagamento corresponde a «{typed}»" | "No payment matches «{typed}»";
    payments_one: "1 pago" | "1 pagamento" | "1 payment";
    payments_quick: "Búsqueda rápida: número de pago o cliente" | "Busca rápida: número do pagamento ou cliente" | "Quick search: payment number or customer";
    payments_tab_all: "Todos" | "Todos" | "All";
    payments_tab_rejected: "Rechazados" | "Rejeitados" | "Rejected";
    payments_tab_reversed: "Revertidos" | "Revertidos" | "Reversed";
    payments_tab_review: "Por revisar" | "Em revisão" | "To be reviewed";
    payments_tab_successful: "Acreditados" | "Aprovados" | "Successful";
    payments_tab_waiting: "En espera" | "Em espera" | "Waiting";
    payments_tabs: "Estado del pago" | "Situação do pagamento" | "Status of the payment";

    payment_new: "Registrar pago" | "Registrar pagamento" | "Register payment";
    payment_name(id: &str): "Pago {id}" | "Pagamento {id}" | "Payment {id}";
    payment_amount: "Importe recibido" | "Valor recebido" | "Amount received";
    payment_amount_help(currency: &str): "En {currency}." | "Em {currency}." | "In {currency}.";
    payment_method: "Forma de pago" | "Forma de pagamento" | "Payment method";
    payment_paid_on: "Día del pago" | "Dia do pagamento" | "Day of payment";
    payment_reference: "Referencia" | "Referência" | "Reference";
    payment_reference_help: "Número de transferencia, recibo o cheque." | "Número da transferência, recibo ou cheque." | "Number of the transfer, receipt or cheque.";
    payment_for: "Qué facturas salda" | "Quais faturas quita" | "Which invoices it settles";
    payment_for_help: "Escriba cuánto va a cada una, o use «Repartir»: salda primero la más vieja. Lo que sobre queda a favor del cliente." | "Escreva quanto vai para cada uma, ou use «Distribuir»: quita primeiro a mais antiga. O que sobrar fica a favor do cliente." | "Write how much goes to each, or use «Spread»: the oldest is settled first. What is left over is the customer's credit.";
    payment_for_none: "El cliente no debe nada en esta moneda: todo queda a su favor." | "O cliente não deve nada nesta moeda: tudo fica a seu favor." | "The customer owes nothing in this currency: all of it is credit.";
    payment_spread: "Repartir" | "Distribuir" | "Spread";
    payment_invoice: "Factura" | "Fatura" | "Invoice";
    payment_due: "Vence" | "Vence" | "Due";
    payment_balance: "Queda" | "Resta" | "Left";
    payment_part: "Se paga" | "Paga-se" | "Paid";
    payment_part_of(number: &str): "Se paga de {number}" | "Paga-se de {number}" | "Paid of {number}";
    payment_register: "Registrar" | "Registrar" | "Register";
    payment_other_currency(currency: &str): "En {currency}" | "Em {currency}" | "In {currency}";
    payment_currencies: "El cliente también debe en otra moneda" | "O cliente também deve em outra moeda" | "The customer also owes in another currency";
    payment_conflict: "Mientras tanto alguien registró otro pago o cambió una factura. Estos son los saldos de ahora: revise el reparto y registre de nuevo." | "Enquanto isso alguém registrou outro pagamento ou alterou uma fatura. Estes são os saldos de agora: revise a distribuição e registre de novo." | "Meanwhile somebody registered another payment or changed an invoice. These are the balances now: check the parts and register again.";
    payment_was_registered(amount: &str): "Se registró el pago de {amount}." | "Foi registrado o pagamento de {amount}." | "The payment of {amount} was registered.";
    payment_was_before: "Este pago ya se había registrado: no se hizo otro." | "Este pagamento já havia sido registrado: não foi feito outro." | "This payment had been registered already: no other was made.";
    payment_was_reversed: "Se revirtió el pago: lo que saldaba vuelve a deberse." | "O pagamento foi revertido: o que quitava volta a ser devido." | "The payment was reversed: what it settled is owed again.";
    payment_amount_missing: "Escriba cuánto se recibió." | "Escreva quanto foi recebido." | "Write how much was received.";
    payment_parts_exceed: "Las partes suman más que el importe recibido." | "As partes somam mais que o valor recebido." | "The parts come to more than the amount received.";
    payment_left: "A favor del cliente" | "A favor do cliente" | "Customer's credit";
    payment_settled: "Facturas que salda" | "Faturas que quita" | "Invoices it settles";
    payment_settled_none: "No salda ninguna factura: queda a favor del cliente." | "Não quita nenhuma fatura: fica a favor do cliente." | "It settles no invoice: it is the customer's credit.";
    payment_received_by: "Recibió" | "Recebido por" | "Received by";
    payment_receipt: "Recibo" | "Recibo" | "Receipt";
    payment_receipt_title(number: &str): "Recibo de pago {number}" | "Recibo de pagamento {number}" | "Payment receipt {number}";
    payment_receipt_amount: "La suma de" | "A quantia de" | "The amount of";
    payment_receipt_not_fiscal: "Este recibo no es un comprobante fiscal." | "Este recibo não é um documento fiscal." | "This receipt is not a fiscal document.";
    payment_reversed_mark: "Revertido: sin efecto" | "Revertido: sem efeito" | "Reversed: without effect";
    payment_reverse: "Revertir" | "Reverter" | "Reverse";
    payment_reverse_title(name: &str): "¿Revertir {name}?" | "Reverter {name}?" | "Reverse {name}?";
    payment_reverse_lead(amount: &str): "Se usa cuando se registró por error. {amount} deja de estar cobrado y las facturas que saldaba vuelven a deberse. El pago queda en la lista como revertido." | "Usa-se quando foi registrado por engano. {amount} deixa de estar recebido e as faturas que quitava voltam a ser devidas. O pagamento fica na lista como revertido." | "For a payment registered by mistake. {amount} no longer counts as received and the invoices it settled are owed again. The payment stays in the list as reversed.";
    payment_change_registered: "Registrado" | "Registrado" | "Registered";
    payment_change_applied: "Usado" | "Usado" | "Used";
    payment_show: "Ver el pago" | "Ver o pagamento" | "See the payment";
}
