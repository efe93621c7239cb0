//! The tables as Diesel sees them. A test compares this file with both databases.

diesel::table! {
    staff (id) {
        id -> BigInt,
        email -> Text,
        email_folded -> Text,
        name -> Text,
        role -> Text,
        own_customers_only -> Bool,
        password_hash -> Text,
        password_changed_at -> Timestamp,
        totp_secret -> Nullable<Text>,
        totp_last_step -> BigInt,
        language -> Nullable<Text>,
        scheme -> Text,
        density -> Text,
        shortcuts -> Bool,
        disabled_at -> Nullable<Timestamp>,
        last_sign_in_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    recovery_codes (id) {
        id -> BigInt,
        staff_id -> BigInt,
        code_hash -> Text,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sessions (key_hash) {
        key_hash -> Text,
        public_id -> Text,
        staff_id -> Nullable<BigInt>,
        state -> Text,
        address -> Text,
        user_agent -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    one_time_links (token_hash) {
        token_hash -> Text,
        purpose -> Text,
        staff_id -> Nullable<BigInt>,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sign_in_failures (subject) {
        subject -> Text,
        failures -> BigInt,
        first_at -> Timestamp,
        blocked_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    audit_log (id) {
        id -> BigInt,
        actor_id -> Nullable<BigInt>,
        actor_name -> Text,
        via -> Text,
        address -> Text,
        action -> Text,
        entity -> Text,
        entity_id -> Nullable<BigInt>,
        request_id -> Text,
        at -> Timestamp,
        details -> Nullable<Text>,
    }
}

diesel::table! {
    settings (name) {
        name -> Text,
        body -> Text,
    }
}

diesel::table! {
    settings_version (id) {
        id -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    lookups (id) {
        id -> BigInt,
        list -> Text,
        name -> Text,
        name_folded -> Text,
        staff_id -> Nullable<BigInt>,
        is_active -> Bool,
        created_at -> Timestamp,
    }
}

diesel::table! {
    saved_views (id) {
        id -> BigInt,
        staff_id -> BigInt,
        name -> Text,
        visibility -> Text,
        role -> Text,
        query -> Text,
        created_at -> Timestamp,
        kind -> Text,
        list -> Text,
    }
}

diesel::table! {
    list_preferences (staff_id) {
        staff_id -> BigInt,
        shown -> Text,
        per_page -> BigInt,
    }
}

diesel::table! {
    mails (id) {
        id -> BigInt,
        message_id -> Text,
        kind -> Text,
        language -> Text,
        to_address -> Text,
        to_name -> Text,
        subject -> Text,
        text -> Nullable<Text>,
        html -> Nullable<Text>,
        sealed -> Nullable<Text>,
        staff_id -> Nullable<BigInt>,
        customer_id -> Nullable<BigInt>,
        state -> Text,
        attempts -> BigInt,
        next_at -> Timestamp,
        locked_by -> Nullable<Text>,
        locked_until -> Nullable<Timestamp>,
        last_error -> Nullable<Text>,
        expires_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
        attachment -> Nullable<Text>,
        in_bulk -> Bool,
        job_id -> Nullable<BigInt>,
        is_filed -> Bool,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    customers (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        name_sort -> Text,
        search_text -> Text,
        custom_id_folded -> Nullable<Text>,
        email_folded -> Nullable<Text>,
        doc_folded -> Nullable<Text>,
        tax_id_folded -> Nullable<Text>,
        person_kind -> Text,
        name -> Nullable<Text>,
        custom_id -> Nullable<Text>,
        is_vip -> Bool,
        is_bad -> Bool,
        zone_id -> Nullable<BigInt>,
        seller_id -> Nullable<BigInt>,
        collector_id -> Nullable<BigInt>,
        store_id -> Nullable<BigInt>,
        email -> Nullable<Text>,
        marketing_status -> Text,
        country -> Nullable<Text>,
        doc_type -> Nullable<Text>,
        doc_number -> Nullable<Text>,
        tax_id_type -> Nullable<Text>,
        tax_id -> Nullable<Text>,
        status -> Text,
        category -> Text,
        created_via -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        unpaid_count -> BigInt,
    }
}

diesel::table! {
    customer_details (customer_id) {
        customer_id -> BigInt,
        first_name -> Nullable<Text>,
        second_name -> Nullable<Text>,
        first_surname -> Nullable<Text>,
        second_surname -> Nullable<Text>,
        gender -> Text,
        gender_presumed -> Bool,
        birthday -> Nullable<Date>,
        manager_user_id -> Nullable<BigInt>,
        remarks -> Nullable<Text>,
        website -> Nullable<Text>,
        unsubscribed_at -> Nullable<Timestamp>,
        unsubscribed_via -> Nullable<Text>,
        personal_discount_bp -> Nullable<BigInt>,
        currency -> Nullable<Text>,
        address -> Nullable<Text>,
        district -> Nullable<Text>,
        city -> Nullable<Text>,
        state -> Nullable<Text>,
        postal_code -> Nullable<Text>,
        source -> Nullable<Text>,
        source_detail -> Nullable<Text>,
        external_ref -> Nullable<Text>,
        trade_name -> Nullable<Text>,
        portal_login -> Nullable<Text>,
    }
}

diesel::table! {
    customer_phones (id) {
        id -> BigInt,
        customer_id -> BigInt,
        position -> BigInt,
        kind -> Text,
        number -> Text,
        e164 -> Nullable<Text>,
        digits -> Text,
    }
}

diesel::table! {
    customer_notify_emails (id) {
        id -> BigInt,
        customer_id -> BigInt,
        position -> BigInt,
        email -> Text,
        email_folded -> Text,
    }
}

diesel::table! {
    customer_shipping (customer_id) {
        customer_id -> BigInt,
        ship_address -> Nullable<Text>,
        ship_district -> Nullable<Text>,
        ship_city -> Nullable<Text>,
        ship_state -> Nullable<Text>,
        ship_postal_code -> Nullable<Text>,
        ship_country -> Nullable<Text>,
    }
}

diesel::table! {
    customer_legal (customer_id) {
        customer_id -> BigInt,
        legal_name -> Nullable<Text>,
        legal_address -> Nullable<Text>,
        registration_number -> Nullable<Text>,
        certificate_number -> Nullable<Text>,
        certificate_on -> Nullable<Date>,
        bank -> Nullable<Text>,
        bank_address -> Nullable<Text>,
        bank_account -> Nullable<Text>,
        correspondent_account -> Nullable<Text>,
        bic -> Nullable<Text>,
        iban -> Nullable<Text>,
    }
}

diesel::table! {
    portal_accounts (customer_id) {
        customer_id -> BigInt,
        password_hash -> Nullable<Text>,
        password_changed_at -> Nullable<Timestamp>,
        temp_password_hash -> Nullable<Text>,
        temp_expires_at -> Nullable<Timestamp>,
        temp_used_at -> Nullable<Timestamp>,
        temp_failures -> BigInt,
        link_hash -> Nullable<Text>,
        link_expires_at -> Nullable<Timestamp>,
        link_used_at -> Nullable<Timestamp>,
        forgot_hash -> Nullable<Text>,
        forgot_expires_at -> Nullable<Timestamp>,
        session_epoch -> BigInt,
        disabled_at -> Nullable<Timestamp>,
        last_sign_in_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        language -> Nullable<Text>,
    }
}

diesel::table! {
    portal_sessions (key_hash) {
        key_hash -> Text,
        public_id -> Text,
        customer_id -> Nullable<BigInt>,
        restricted -> Bool,
        epoch -> BigInt,
        state -> Text,
        address -> Text,
        user_agent -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    history (id) {
        id -> BigInt,
        entity -> Text,
        entity_id -> BigInt,
        revision -> BigInt,
        field -> Text,
        before -> Nullable<Text>,
        after -> Nullable<Text>,
        actor_id -> Nullable<BigInt>,
        actor_name -> Text,
        via -> Text,
        reason -> Nullable<Text>,
        at -> Timestamp,
        job_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    jobs (id) {
        id -> BigInt,
        kind -> Text,
        state -> Text,
        payload -> Text,
        owner_id -> Nullable<BigInt>,
        owner_name -> Text,
        undoes -> Nullable<BigInt>,
        total -> BigInt,
        changed -> BigInt,
        unchanged -> BigInt,
        failed -> BigInt,
        error -> Nullable<Text>,
        result -> Nullable<Text>,
        stop_asked -> Bool,
        attempts -> BigInt,
        run_at -> Timestamp,
        locked_by -> Nullable<Text>,
        locked_until -> Nullable<Timestamp>,
        created_at -> Timestamp,
        started_at -> Nullable<Timestamp>,
        finished_at -> Nullable<Timestamp>,
        retries -> Nullable<BigInt>,
        tells -> Bool,
    }
}

diesel::table! {
    job_items (job_id, customer_id) {
        job_id -> BigInt,
        customer_id -> BigInt,
        state -> Text,
        before -> Nullable<Text>,
        after -> Nullable<Text>,
        reason -> Nullable<Text>,
        version -> Nullable<BigInt>,
        alike -> Nullable<Text>,
    }
}

diesel::table! {
    selections (staff_id, customer_id) {
        staff_id -> BigInt,
        customer_id -> BigInt,
        added_at -> Timestamp,
    }
}

diesel::table! {
    /// Condiciones de IVA.
    tax_conditions (id) {
        id -> BigInt,
        version -> BigInt,
        is_active -> Bool,
        name -> Text,
        name_folded -> Text,
        country -> Text,
        code -> Nullable<Text>,
        is_fantasy -> Bool,
    }
}

diesel::table! {
    /// Tipos de factura.
    invoice_types (id) {
        id -> BigInt,
        version -> BigInt,
        is_active -> Bool,
        name -> Text,
        name_folded -> Text,
        country -> Text,
        code -> Nullable<Text>,
        letter -> Nullable<Text>,
        purpose -> Text,
        shows_tax -> Bool,
        is_fantasy -> Bool,
        credit_type_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// Which types an issuer of one condition may send to a receiver of another.
    allowed_types (issuer_condition_id, receiver_condition_id, invoice_type_id) {
        issuer_condition_id -> BigInt,
        receiver_condition_id -> BigInt,
        invoice_type_id -> BigInt,
    }
}

diesel::table! {
    /// Impuestos.
    taxes (id) {
        id -> BigInt,
        version -> BigInt,
        is_active -> Bool,
        name -> Text,
        name_folded -> Text,
        country -> Text,
        code -> Nullable<Text>,
        kind -> Text,
        rate_bp -> BigInt,
        is_inside -> Bool,
    }
}

diesel::table! {
    /// Razones sociales.
    legal_entities (id) {
        id -> BigInt,
        version -> BigInt,
        is_active -> Bool,
        name -> Text,
        name_folded -> Text,
        country -> Text,
        is_fantasy -> Bool,
        tax_id -> Nullable<Text>,
        tax_condition_id -> BigInt,
        is_electronic -> Bool,
        sends_class_m -> Bool,
        point_of_sale -> BigInt,
        address -> Nullable<Text>,
        city -> Nullable<Text>,
        state -> Nullable<Text>,
        postal_code -> Nullable<Text>,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
    }
}

diesel::table! {
    /// Ciclos de facturación.
    billing_cycles (id) {
        id -> BigInt,
        version -> BigInt,
        is_active -> Bool,
        name -> Text,
        name_folded -> Text,
        day -> BigInt,
        due_days -> BigInt,
    }
}

diesel::table! {
    /// Planes.
    plans (id) {
        id -> BigInt,
        version -> BigInt,
        is_active -> Bool,
        name -> Text,
        name_folded -> Text,
        currency -> Text,
        price -> BigInt,
        every -> BigInt,
        unit -> Text,
        trial_days -> BigInt,
        tax_id -> Nullable<BigInt>,
        down_mbps -> Nullable<BigInt>,
        up_mbps -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// Servidores.
    servers (id) {
        id -> BigInt,
        version -> BigInt,
        is_active -> Bool,
        name -> Text,
        name_folded -> Text,
    }
}

diesel::table! {
    /// Coberturas.
    coverages (id) {
        id -> BigInt,
        version -> BigInt,
        is_active -> Bool,
        name -> Text,
        name_folded -> Text,
    }
}

diesel::table! {
    customer_accounts (customer_id) {
        customer_id -> BigInt,
        unpaid_balance -> BigInt,
        overdue_count -> BigInt,
        overdue_since -> Nullable<Date>,
        has_services -> Bool,
        has_live -> Bool,
        has_unpaid_subscription -> Bool,
        card_state -> Text,
        card_expires_on -> Nullable<Date>,
        next_change_on -> Nullable<Date>,
    }
}

diesel::table! {
    customer_balances (customer_id, currency) {
        customer_id -> BigInt,
        currency -> Text,
        unpaid_count -> BigInt,
        unpaid_balance -> BigInt,
        credit -> BigInt,
        sales_total -> BigInt,
    }
}

diesel::table! {
    customer_sales (customer_id, currency, month) {
        customer_id -> BigInt,
        currency -> Text,
        month -> Date,
        amount -> BigInt,
    }
}

diesel::table! {
    derivations (id) {
        id -> BigInt,
        moves -> BigInt,
    }
}

diesel::table! {
    daily_work (name) {
        name -> Text,
        done_on -> Date,
    }
}

diesel::table! {
    customer_billing (customer_id) {
        customer_id -> BigInt,
        billing_enabled -> Bool,
        legal_entity_id -> Nullable<BigInt>,
        tax_condition_id -> Nullable<BigInt>,
        invoice_type_id -> Nullable<BigInt>,
        tax_id_fk -> Nullable<BigInt>,
        payment_method -> Nullable<Text>,
        collection_mode -> Text,
        own_cycle -> Bool,
        billing_cycle_id -> Nullable<BigInt>,
        effective_billing_day -> Nullable<BigInt>,
        due_days -> Nullable<BigInt>,
        mail_invoice -> Bool,
        mail_payment -> Bool,
        mail_reminder -> Bool,
        mail_manual -> Bool,
        tax_regime -> Nullable<Text>,
        cfdi_use -> Nullable<Text>,
        fiscal_postal_code -> Nullable<Text>,
        tax_responsibilities -> Nullable<Text>,
        business_activity -> Nullable<Text>,
        commune -> Nullable<Text>,
    }
}

diesel::table! {
    list_looks (staff_id, list) {
        staff_id -> BigInt,
        list -> Text,
        shown -> Text,
        per_page -> BigInt,
    }
}

diesel::table! {
    contracts (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        customer_id -> BigInt,
        org_unit_id -> Nullable<BigInt>,
        number -> Nullable<Text>,
        plan_id -> BigInt,
        server_id -> Nullable<BigInt>,
        coverage_id -> Nullable<BigInt>,
        node -> Nullable<Text>,
        state -> Text,
        start_date -> Date,
        end_date -> Nullable<Date>,
        address -> Nullable<Text>,
        district -> Nullable<Text>,
        city -> Nullable<Text>,
        region -> Nullable<Text>,
        postal_code -> Nullable<Text>,
        latitude -> Nullable<BigInt>,
        longitude -> Nullable<BigInt>,
        ip -> Nullable<Text>,
        mac -> Nullable<Text>,
        notes -> Nullable<Text>,
        currency -> Text,
        price -> Nullable<BigInt>,
        discount_bp -> BigInt,
        billed_until -> Nullable<Date>,
        stopped_at -> Nullable<Timestamp>,
        state_before -> Nullable<Text>,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    subscriptions (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        customer_id -> BigInt,
        org_unit_id -> Nullable<BigInt>,
        contract_id -> Nullable<BigInt>,
        plan_id -> BigInt,
        status -> Text,
        start_at -> Date,
        trial_end -> Nullable<Date>,
        current_period_start -> Nullable<Date>,
        current_period_end -> Nullable<Date>,
        next_charge_on -> Nullable<Date>,
        anchor_day -> BigInt,
        payment_method -> Nullable<Text>,
        card_id -> Nullable<BigInt>,
        quantity -> BigInt,
        currency -> Text,
        price -> Nullable<BigInt>,
        discount_bp -> BigInt,
        cycles -> Nullable<BigInt>,
        cycles_done -> BigInt,
        cancel_at -> Nullable<Date>,
        cancel_reason -> Nullable<Text>,
        attention_reason -> Nullable<Text>,
        stopped_at -> Nullable<Timestamp>,
        status_before -> Nullable<Text>,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    invoice_series (id) {
        id -> BigInt,
        legal_entity_id -> BigInt,
        point_of_sale -> BigInt,
        invoice_type_id -> BigInt,
        next_number -> BigInt,
    }
}

diesel::table! {
    invoices (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        customer_id -> BigInt,
        legal_entity_id -> BigInt,
        invoice_type_id -> BigInt,
        series_id -> Nullable<BigInt>,
        number -> Nullable<BigInt>,
        full_number -> Nullable<Text>,
        kind -> Text,
        status -> Text,
        contract_id -> Nullable<BigInt>,
        subscription_id -> Nullable<BigInt>,
        corrects_id -> Nullable<BigInt>,
        period_start -> Nullable<Date>,
        period_end -> Nullable<Date>,
        issue_date -> Nullable<Date>,
        due_date -> Nullable<Date>,
        currency -> Text,
        subtotal -> BigInt,
        tax -> BigInt,
        total -> BigInt,
        paid -> BigInt,
        credited -> BigInt,
        balance -> BigInt,
        payment_method -> Nullable<Text>,
        job_id -> Nullable<BigInt>,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    invoice_papers (invoice_id) {
        invoice_id -> BigInt,
        issuer -> Text,
        receiver -> Text,
        paper -> Text,
        notes -> Nullable<Text>,
        org_unit_id -> Nullable<BigInt>,
        authorization_code -> Nullable<Text>,
        authorization_due -> Nullable<Date>,
        authorization_error -> Nullable<Text>,
        voided_at -> Nullable<Timestamp>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    invoice_lines (invoice_id, position) {
        invoice_id -> BigInt,
        position -> BigInt,
        description -> Text,
        quantity -> BigInt,
        unit_price -> BigInt,
        discount_bp -> BigInt,
        tax_id -> Nullable<BigInt>,
        tax_inside -> Bool,
        amount -> BigInt,
    }
}

diesel::table! {
    invoice_taxes (invoice_id, position) {
        invoice_id -> BigInt,
        position -> BigInt,
        name -> Text,
        code -> Nullable<Text>,
        kind -> Text,
        rate_bp -> BigInt,
        base -> BigInt,
        amount -> BigInt,
    }
}

diesel::table! {
    billing_items (job_id, contract_id) {
        job_id -> BigInt,
        contract_id -> BigInt,
        customer_id -> BigInt,
        state -> Text,
        period_start -> Nullable<Date>,
        period_end -> Nullable<Date>,
        total -> Nullable<BigInt>,
        currency -> Nullable<Text>,
        invoice_id -> Nullable<BigInt>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    notices (event, subject_id, step) {
        event -> Text,
        subject_id -> BigInt,
        step -> BigInt,
        at -> Timestamp,
    }
}

diesel::table! {
    payments (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        customer_id -> BigInt,
        currency -> Text,
        amount -> BigInt,
        applied -> BigInt,
        refunded -> BigInt,
        method -> Text,
        status -> Text,
        gateway_id -> Nullable<BigInt>,
        card_id -> Nullable<BigInt>,
        card_label -> Nullable<Text>,
        reference -> Nullable<Text>,
        paid_at -> Timestamp,
        received_by -> Nullable<BigInt>,
        reversed_at -> Nullable<Timestamp>,
        reason -> Nullable<Text>,
        once -> Nullable<Text>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    allocations (id) {
        id -> BigInt,
        invoice_id -> BigInt,
        payment_id -> Nullable<BigInt>,
        credit_note_id -> Nullable<BigInt>,
        amount -> BigInt,
        at -> Timestamp,
        taken_back_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    gateways (id) {
        id -> BigInt,
        version -> BigInt,
        is_active -> Bool,
        name -> Text,
        name_folded -> Text,
        end_kind -> Text,
        currency -> Text,
        base_url -> Nullable<Text>,
        commerce_code -> Nullable<Text>,
        store_code -> Nullable<Text>,
        secret_sealed -> Nullable<Text>,
    }
}

diesel::table! {
    customer_gateways (id) {
        id -> BigInt,
        customer_id -> BigInt,
        gateway_id -> BigInt,
        external_id -> Text,
        status -> Text,
        next_card -> BigInt,
    }
}

diesel::table! {
    cards (id) {
        id -> BigInt,
        public_id -> Text,
        version -> BigInt,
        customer_id -> BigInt,
        gateway_id -> BigInt,
        username -> Text,
        token_sealed -> Text,
        brand -> Text,
        last4 -> Text,
        kind -> Text,
        exp_month -> Nullable<BigInt>,
        exp_year -> Nullable<BigInt>,
        holder -> Nullable<Text>,
        is_default -> Bool,
        status -> Text,
        failure_count -> BigInt,
        created_at -> Timestamp,
        removed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    card_enrolments (id) {
        id -> BigInt,
        public_id -> Text,
        customer_id -> Nullable<BigInt>,
        gateway_id -> BigInt,
        username -> Text,
        token_hash -> Nullable<Text>,
        token_sealed -> Nullable<Text>,
        status -> Text,
        response_code -> Nullable<BigInt>,
        card_id -> Nullable<BigInt>,
        replaces_card_id -> Nullable<BigInt>,
        via -> Text,
        started_by -> Nullable<BigInt>,
        attempts -> BigInt,
        next_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        returned_at -> Nullable<Timestamp>,
        pays_invoice_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    charges (id) {
        id -> BigInt,
        buy_order -> Text,
        payment_id -> BigInt,
        invoice_id -> BigInt,
        card_id -> BigInt,
        gateway_id -> BigInt,
        amount -> BigInt,
        currency -> Text,
        status -> Text,
        response_code -> Nullable<BigInt>,
        authorization_code -> Nullable<Text>,
        error -> Nullable<Text>,
        attempts -> BigInt,
        next_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        settled_at -> Nullable<Timestamp>,
        by_hand -> Bool,
    }
}

diesel::table! {
    card_removals (id) {
        id -> BigInt,
        public_id -> Text,
        gateway_id -> BigInt,
        username -> Text,
        token_sealed -> Text,
        attempts -> BigInt,
        next_at -> Timestamp,
        last_error -> Nullable<Text>,
        done_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    card_links (token_hash) {
        token_hash -> Text,
        customer_id -> BigInt,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    refunds (id) {
        id -> BigInt,
        payment_id -> BigInt,
        charge_id -> BigInt,
        status -> Text,
        reason -> Text,
        response_code -> Nullable<BigInt>,
        error -> Nullable<Text>,
        attempts -> BigInt,
        next_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    simulated_cards (token) {
        token -> Text,
        username -> Text,
        return_url -> Text,
        answer -> Nullable<Text>,
        confirmed_at -> Nullable<Timestamp>,
        removed_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    simulated_charges (buy_order) {
        buy_order -> Text,
        amount -> BigInt,
        response_code -> BigInt,
        refunded -> BigInt,
    }
}

diesel::table! {
    /// The folded text by customer id: a full-text table on SQLite, a view on PostgreSQL.
    customer_search (rowid) {
        rowid -> BigInt,
        search_text -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    customer_search,
    staff,
    recovery_codes,
    sessions,
    one_time_links,
    sign_in_failures,
    audit_log,
    settings,
    settings_version,
    lookups,
    tax_conditions,
    invoice_types,
    allowed_types,
    taxes,
    legal_entities,
    billing_cycles,
    plans,
    servers,
    coverages,
    saved_views,
    list_preferences,
    customers,
    customer_details,
    customer_phones,
    customer_notify_emails,
    customer_shipping,
    customer_legal,
    portal_accounts,
    portal_sessions,
    history,
    jobs,
    job_items,
    selections,
    mails,
    customer_accounts,
    customer_balances,
    customer_billing,
    contracts,
    subscriptions,
    invoice_series,
    invoices,
    invoice_papers,
    invoice_lines,
    billing_items,
    payments,
    allocations,
    gateways,
    customer_gateways,
    cards,
    charges,
    refunds
);

diesel::joinable!(customer_details -> customers (customer_id));

diesel::allow_columns_to_appear_in_same_group_by_clause!(
    customers::status,
    customer_details::manager_user_id,
);
