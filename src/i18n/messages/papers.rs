//! Words that stand on fiscal documents.

use crate::messages;

messages! {
    paper_code(code: &str): "Cód. {code}" | "Cód. {code}" | "Code {code}";
    paper_number(number: &str): "N.º {number}" | "N.º {number}" | "No. {number}";
    paper_without_number: "Sin número" | "Sem número" | "No number";
    paper_draft: "Borrador: todavía no es un comprobante" | "Rascunho: ainda não é um documento" | "Draft: not a document yet";
    paper_voided: "Anulada" | "Cancelada" | "Voided";
    paper_not_fiscal: "Documento sin validez fiscal" | "Documento sem validade fiscal" | "Document without legal validity";
    paper_date: "Fecha de emisión" | "Data de emissão" | "Date of issue";
    paper_corrects: "Corrige" | "Corrige" | "Corrects";
    paper_period: "Período facturado" | "Período faturado" | "Period billed";
    paper_due: "Vencimiento" | "Vencimento" | "Due";
    paper_method: "Forma de pago" | "Forma de pagamento" | "Payment method";
    paper_receiver: "Cliente" | "Cliente" | "Customer";
    paper_condition: "Condición fiscal" | "Condição fiscal" | "Tax condition";
    paper_address: "Domicilio" | "Endereço" | "Address";
    paper_description: "Descripción" | "Descrição" | "Description";
    paper_quantity: "Cantidad" | "Quantidade" | "Quantity";
    paper_price: "Precio" | "Preço" | "Price";
    paper_discount: "Desc." | "Desc." | "Disc.";
    paper_tax: "Impuesto" | "Imposto" | "Tax";
    paper_amount: "Importe" | "Valor" | "Amount";
    paper_subtotal: "Neto" | "Líquido" | "Net";
    paper_total: "Total" | "Total" | "Total";
    paper_contained_law: "Régimen de Transparencia Fiscal al Consumidor (Ley 27.743)" | "Regime de Transparência Fiscal ao Consumidor (Lei 27.743)" | "Consumer Tax Transparency Regime (Law 27,743)";
    paper_contained(tax: &str, amount: &str): "{tax} contenido: {amount}" | "{tax} contido: {amount}" | "{tax} included: {amount}";
    paper_tax_regime: "Régimen fiscal" | "Regime fiscal" | "Tax regime";
    paper_cfdi_use: "Uso de CFDI" | "Uso do CFDI" | "CFDI use";
    paper_fiscal_postal_code: "Código postal fiscal" | "CEP fiscal" | "Fiscal postal code";
    paper_tax_responsibilities: "Responsabilidades fiscales" | "Responsabilidades fiscais" | "Tax responsibilities";
    paper_business_activity: "Giro" | "Ramo de atividade" | "Line of business";
    paper_commune: "Comuna" | "Comuna" | "Commune";
    paper_authorization: "Autorización" | "Autorização" | "Authorization";
    paper_authorization_due: "Vencimiento de la autorización" | "Vencimento da autorização" | "Authorization valid until";
    paper_continues: "Continúa en la página siguiente" | "Continua na página seguinte" | "Continues on the next page";
    paper_page(page: usize, of: usize): "Página {page} de {of}" | "Página {page} de {of}" | "Page {page} of {of}";
}
