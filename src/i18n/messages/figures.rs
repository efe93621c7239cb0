//! Texts of what a customer buys, owes and will be charged.

use crate::messages;

messages! {
    figures_all_invoices: "Ver todas" | "Ver todas" | "See all";
    figures_all_payments: "Ver todos" | "Ver todos" | "See all";
    figures_amount: "Importe" | "Valor" | "Amount";
    figures_charges: "Próximos cobros" | "Próximas cobranças" | "Next charges";
    figures_chart(currency: &str, from: &str, to: &str): "Ventas por mes en {currency}, de {from} a {to}" | "Vendas por mês em {currency}, de {from} a {to}" | "Sales by month in {currency}, from {from} to {to}";
    figures_chart_largest(span: &str, largest: &str): "{span}. El mes mayor, {largest}." | "{span}. O maior mês, {largest}." | "{span}. The largest month, {largest}.";
    figures_chart_none(span: &str): "{span}: no hubo ventas." | "{span}: não houve vendas." | "{span}: there were no sales.";
    figures_credit: "Saldo a favor" | "Saldo a favor" | "Credit";
    figures_invoice: "Factura" | "Fatura" | "Invoice";
    figures_invoices: "Últimas facturas" | "Últimas faturas" | "Latest invoices";
    figures_issued: "Emitida" | "Emitida" | "Issued";
    figures_label: "Ventas y saldos" | "Vendas e saldos" | "Sales and balances";
    figures_month: "Ventas, mes actual" | "Vendas, mês atual" | "Sales, this month";
    figures_month_before(month: &str, amount: &str): "en {month}: {amount}" | "em {month}: {amount}" | "in {month}: {amount}";
    figures_month_head: "Mes" | "Mês" | "Month";
    figures_months: "Ventas por mes" | "Vendas por mês" | "Sales by month";
    figures_months_in_figures: "Ver las ventas por mes en cifras" | "Ver as vendas por mês em números" | "See the sales by month in figures";
    figures_no_day: "Sin fecha: ninguna generación lo factura" | "Sem data: nenhuma geração o fatura" | "No date: no run bills it";
    figures_none: "Todavía no se le vendió nada" | "Ainda não lhe foi vendido nada" | "Nothing has been sold to it yet";
    figures_none_text: "Las ventas, los saldos y los próximos cobros aparecen con el primer contrato, suscripción o factura." | "As vendas, os saldos e as próximas cobranças aparecem com o primeiro contrato, assinatura ou fatura." | "Sales, balances and next charges appear with the first contract, subscription or invoice.";
    figures_open(invoices: &str): "{invoices}, ninguna vencida" | "{invoices}, nenhuma vencida" | "{invoices}, none overdue";
    figures_open_late(invoices: &str, days: &str): "{invoices}, la más vieja venció hace {days} días" | "{invoices}, a mais antiga venceu há {days} dias" | "{invoices}, the oldest due {days} days ago";
    figures_open_late_day(invoices: &str): "{invoices}, la más vieja venció ayer" | "{invoices}, a mais antiga venceu ontem" | "{invoices}, the oldest due yesterday";
    figures_owed: "Balance impago" | "Saldo em aberto" | "Unpaid balance";
    figures_owes_nothing: "sin facturas impagas" | "sem faturas em aberto" | "no unpaid invoices";
    figures_paid_on: "Fecha" | "Data" | "Date";
    figures_payment: "Pago" | "Pagamento" | "Payment";
    figures_payments: "Últimos pagos" | "Últimos pagamentos" | "Latest payments";
    figures_service: "Servicio" | "Serviço" | "Service";
    figures_status: "Estado" | "Situação" | "Status";
    figures_total: "Ventas totales" | "Vendas totais" | "Total sales";
    figures_when: "Cuándo" | "Quando" | "When";
    figures_without_tax: "Importes sin impuestos." | "Valores sem impostos." | "Amounts without tax.";
}
