-- Components that are kept and shared.

create table component_library (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    name varchar(255) not null,
    description text,
    category varchar(100),
    tags text[] not null default '{}',
    component_type varchar(50) not null check (component_type in ('landing_page', 'form', 'header', 'footer',
        'hero_section', 'testimonials', 'pricing', 'email_template', 'popup', 'navigation', 'custom')),
    code text not null default '',
    props_schema jsonb not null default '{}',
    preview_image_url text,
    is_public boolean not null default false,
    is_marketplace_item boolean not null default false,
    price decimal(8,2) not null default 0 check (price >= 0),
    downloads integer not null default 0 check (downloads >= 0),
    likes integer not null default 0 check (likes >= 0),
    search_vector tsvector,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index idx_component_library_user_id on component_library (user_id, created_at desc, id desc);
create index idx_component_library_public on component_library (created_at desc) where is_public;
create index idx_component_library_marketplace on component_library (created_at desc) where is_marketplace_item;
create index idx_component_library_search on component_library using gin (search_vector);
create index idx_component_library_tags on component_library using gin (tags);
alter table component_library enable row level security;
grant select, insert, update, delete on component_library to aiwebbuilder_app;
