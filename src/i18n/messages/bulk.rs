//! Changing many customers at once.

use crate::messages;

messages! {
    bulk_update: "Actualización masiva" | "Atualização em massa" | "Bulk update";
    bulk_lead: "Marque solo los campos que quiere cambiar. Los demás no se tocan. Nada se guarda hasta que revise y confirme." | "Marque só os campos que quer mudar. Os demais não são tocados. Nada é salvo até que você revise e confirme." | "Tick only the fields that you want to change. The others are not touched. Nothing is saved until you review and confirm.";
    bulk_steps: "Pasos" | "Passos" | "Steps";
    bulk_step_choose: "Elegir campos" | "Escolher campos" | "Choose fields";
    bulk_step_review: "Revisar" | "Revisar" | "Review";
    bulk_step_apply: "Aplicar" | "Aplicar" | "Apply";
    bulk_change_selection: "Cambiar la selección" | "Mudar a seleção" | "Change the selection";
    bulk_ticked: "Marcados en la lista" | "Marcados na lista" | "Ticked in the list";
    bulk_one_customer: "1 cliente" | "1 cliente" | "1 customer";
    bulk_n_customers(n: &str): "{n} clientes" | "{n} clientes" | "{n} customers";
    bulk_all: "Todos los clientes no archivados" | "Todos os clientes não arquivados" | "All customers that are not archived";
    bulk_all_own: "Todos los clientes propios no archivados" | "Todos os clientes próprios não arquivados" | "All own customers that are not archived";
    bulk_everybody: "Son todos los clientes no archivados: ningún filtro los limita. Revise bien antes de confirmar." | "São todos os clientes não arquivados: nenhum filtro os limita. Confira bem antes de confirmar." | "These are all customers that are not archived: no filter narrows them. Look well before you confirm.";
    bulk_everybody_own: "Son todos los clientes propios no archivados: ningún filtro los limita. Revise bien antes de confirmar." | "São todos os clientes próprios não arquivados: nenhum filtro os limita. Confira bem antes de confirmar." | "These are all own customers that are not archived: no filter narrows them. Look well before you confirm.";
    bulk_locked: "No se cambian en masa" | "Não mudam em massa" | "Not changed in bulk";
    bulk_stays: "Queda como está en cada cliente" | "Fica como está em cada cliente" | "Stays as each customer has it";
    bulk_value_of(field: &str): "{field}: valor nuevo" | "{field}: valor novo" | "{field}: new value";
    bulk_how_of(field: &str): "{field}: qué hacer" | "{field}: o que fazer" | "{field}: what to do";
    bulk_set: "Reemplazar por" | "Substituir por" | "Replace with";
    bulk_clear: "Vaciar" | "Esvaziar" | "Clear";
    bulk_add: "Agregar" | "Adicionar" | "Add";
    bulk_remove: "Quitar" | "Retirar" | "Remove";
    bulk_plus: "Aumentar en" | "Aumentar em" | "Increase by";
    bulk_minus: "Disminuir en" | "Diminuir em" | "Decrease by";
    bulk_append: "Agregar al final" | "Acrescentar no final" | "Add at the end";
    bulk_review: "Revisar cambios" | "Revisar mudanças" | "Review changes";
    bulk_nothing: "Marque al menos un campo para cambiar." | "Marque ao menos um campo para mudar." | "Tick at least one field to change.";
    bulk_no_script: "Cada campo cambia solo si está marcado." | "Cada campo só muda se estiver marcado." | "Each field changes only if it is ticked.";
    bulk_choose: "Elija…" | "Escolha…" | "Choose…";
    bulk_stopped: "No se cambió nada" | "Nada foi mudado" | "Nothing was changed";
    bulk_stop_nobody: "No hay clientes seleccionados, o la selección venció. Vuelva a marcarlos en la lista." | "Não há clientes selecionados, ou a seleção expirou. Marque-os de novo na lista." | "No customer is selected, or the selection has expired. Tick them in the list again.";
    bulk_stop_malformed: "No se entendió qué clientes eligió. Vuelva a la lista y selecciónelos de nuevo." | "Não se entendeu quais clientes escolheu. Volte à lista e selecione-os de novo." | "It was not understood which customers you mean. Go back to the list and select them again.";
    bulk_stop_ignored(names: &str): "El filtro tiene partes que no se entienden ({names}): se cambiarían más clientes de los que quiere. Corríjalo en la lista." | "O filtro tem partes que não se entendem ({names}): seriam mudados mais clientes do que quer. Corrija-o na lista." | "The filter has parts that are not understood ({names}): more customers than you mean would change. Correct it in the list.";
    bulk_stop_changed(were: &str, are: &str): "La selección cambió desde que abrió esa página: eran {were}, ahora son {are}. Mírela de nuevo antes de seguir." | "A seleção mudou desde que abriu essa página: eram {were}, agora são {are}. Olhe-a de novo antes de continuar." | "The selection has changed since you opened that page: there were {were}, now there are {are}. Look at it again before you go on.";
    bulk_stop_others(n: &str): "La selección cambió desde que abrió esa página: son {n} como antes, pero no los mismos clientes. Mírela de nuevo antes de seguir." | "A seleção mudou desde que abriu essa página: são {n} como antes, mas não os mesmos clientes. Olhe-a de novo antes de continuar." | "The selection has changed since you opened that page: there are {n} as before, but not the same customers. Look at it again before you go on.";
    bulk_look_again: "Ver la selección de ahora" | "Ver a seleção de agora" | "See the selection as it is now";
    bulk_to_list: "Volver a Clientes" | "Voltar a Clientes" | "Back to Customers";
    bulk_unseen: "El cliente ya no existe, o usted ya no lo ve." | "O cliente não existe mais, ou você não o vê mais." | "The customer is no longer there, or you no longer see it.";
    bulk_moved(field: &str): "{field}: cambió después de la revisión. No se pisó." | "{field}: mudou depois da revisão. Não foi sobrescrito." | "{field}: it changed after the review. It was not overwritten.";
    bulk_moved_since(label: &str): "{label}: cambió después de la actualización. El cliente quedó entero como está." | "{label}: mudou depois da atualização. O cliente ficou inteiro como está." | "{label}: it changed after the update. The whole customer stays as it is.";
    bulk_unfit(touched: &str, wrong: &str): "{touched}: no se puede cambiar así en este cliente. {wrong}" | "{touched}: não pode mudar assim neste cliente. {wrong}" | "{touched}: it cannot change like that for this customer. {wrong}";
    bulk_becomes(value: &str): "pasa a «{value}»" | "passa a «{value}»" | "becomes “{value}”";
    bulk_goes_back: "vuelve a lo que cada cliente tenía" | "volta ao que cada cliente tinha" | "goes back to what each customer had";
    bulk_becomes_empty: "se vacía" | "fica vazio" | "is cleared";
    bulk_gets(value: &str): "se agrega «{value}»" | "recebe «{value}»" | "gets “{value}”";
    bulk_loses(value: &str): "se quita «{value}»" | "perde «{value}»" | "loses “{value}”";
    bulk_rises(value: &str): "aumenta en {value}" | "aumenta em {value}" | "rises by {value}";
    bulk_falls(value: &str): "disminuye en {value}" | "diminui em {value}" | "falls by {value}";
}
