-- What schema 7 added to schema 6, as it was; no change of schema.sql changes this file.

-- HOW IT IS ASKED. The questions of our own surveys, from which a local collection is made.
CREATE TABLE question (
    indicator    VARCHAR PRIMARY KEY REFERENCES indicator (id),
    column_name  VARCHAR NOT NULL UNIQUE,      -- of the answers in files of respondents: "q13"
    scale        VARCHAR NOT NULL,             -- of answer_option
    easy_fi      VARCHAR NOT NULL, easy_sv VARCHAR NOT NULL, easy_en VARCHAR NOT NULL -- the wording in easy language
);

CREATE TABLE answer_option (
    scale        VARCHAR NOT NULL,
    code         INTEGER NOT NULL,             -- as it stands in files of respondents
    position     INTEGER NOT NULL,
    is_answer    BOOLEAN NOT NULL,             -- false: "cannot say", "prefer not to answer"
    text_fi      VARCHAR NOT NULL, text_sv VARCHAR NOT NULL, text_en VARCHAR NOT NULL,
    PRIMARY KEY (scale, code)
);

-- LOCAL COLLECTIONS: a survey of one place. Never in `estimate`: not compared with the country, on no map, in no trend.
CREATE TABLE local_collection (
    source       VARCHAR NOT NULL REFERENCES source (id),
    period       VARCHAR NOT NULL,
    level        VARCHAR NOT NULL,             -- of the place whose people were asked
    code         VARCHAR NOT NULL,
    sampling     VARCHAR NOT NULL CHECK (sampling IN ('probability', 'self_selected')),
    PRIMARY KEY (source, period)
);

-- Their figures, by the same rules of disclosure control as `estimate`. Self-selected: answers of those who took part,
-- without an interval, status D.
CREATE TABLE local_estimate (
    source       VARCHAR NOT NULL,
    period       VARCHAR NOT NULL,
    indicator    VARCHAR NOT NULL REFERENCES indicator (id),
    level        VARCHAR NOT NULL,
    code         VARCHAR NOT NULL,
    group_dim    VARCHAR NOT NULL,
    group_code   VARCHAR NOT NULL,
    value        DOUBLE,
    ci_low       DOUBLE,
    ci_high      DOUBLE,
    n            BIGINT,                       -- respondents with an answer, rounded to 10
    obs_status   VARCHAR NOT NULL DEFAULT 'A' CHECK (obs_status <> '' AND regexp_full_match(obs_status, 'A|B?D?E?M?O?P?U?')),
    conf_status  VARCHAR NOT NULL DEFAULT 'F' CHECK (conf_status IN ('F', 'C')),
    PRIMARY KEY (source, period, indicator, level, code, group_dim, group_code),
    FOREIGN KEY (source, period) REFERENCES local_collection (source, period),
    CHECK (value IS NOT NULL OR (ci_low IS NULL AND ci_high IS NULL AND n IS NULL)),
    CHECK (value IS NULL OR (conf_status = 'F' AND NOT regexp_matches(obs_status, '[MO]'))),
    CHECK (value IS NOT NULL OR conf_status = 'C' OR regexp_matches(obs_status, '[MOU]')),
    CHECK ((ci_low IS NULL) = (ci_high IS NULL)),
    CHECK (ci_low IS NULL OR (ci_low <= value AND value <= ci_high))
);

-- WHAT IS DONE ABOUT IT (data/actions, docs/ACTIONS.md). Whoever acts writes the texts, in at least one of the three
-- languages; null: not translated. Areas are keys as in addresses: "MK01", "KU049", "SSS"; groups "language:foreign".
-- What was heard in interviews and workshops, as text, reviewed before it was published.
CREATE TABLE local_finding (
    id           VARCHAR PRIMARY KEY,
    position     INTEGER NOT NULL UNIQUE,
    contribution VARCHAR NOT NULL,             -- the folder that it came in: "KU049/2026"
    example      BOOLEAN NOT NULL,
    level        VARCHAR NOT NULL,
    code         VARCHAR NOT NULL,
    kind         VARCHAR NOT NULL CHECK (kind IN ('interviews', 'workshop', 'open_answers')),
    domain       VARCHAR NOT NULL,
    text_fi      VARCHAR, text_sv VARCHAR, text_en VARCHAR,
    place        VARCHAR NOT NULL,
    first_day    DATE NOT NULL, last_day DATE NOT NULL,
    precision    VARCHAR NOT NULL CHECK (precision IN ('day', 'month', 'year')),
    source       VARCHAR NOT NULL,             -- who heard it: "The municipality's integration coordinator, 8 interviews"
    reviewed     DATE NOT NULL,
    url          VARCHAR,
    CHECK (coalesce(text_fi, text_sv, text_en) IS NOT NULL AND first_day <= last_day)
);

-- Measures, good practices, organisations, events, forums, and what changed for the whole country.
CREATE TABLE register_entry (
    id           VARCHAR PRIMARY KEY,          -- "mk01-dialogue-cafes"
    position     INTEGER NOT NULL UNIQUE,
    contribution VARCHAR NOT NULL,
    kind         VARCHAR NOT NULL CHECK (kind IN ('measure', 'good_practice', 'organisation', 'event', 'forum', 'milestone')),
    example      BOOLEAN NOT NULL,             -- invented; marked wherever it appears
    name_fi      VARCHAR, name_sv   VARCHAR, name_en   VARCHAR,
    about_fi     VARCHAR, about_sv  VARCHAR, about_en  VARCHAR,
    domains      VARCHAR[] NOT NULL,
    areas        VARCHAR[] NOT NULL,
    target_groups VARCHAR[] NOT NULL,          -- none: everybody
    indicators   VARCHAR[] NOT NULL,           -- that it is meant to move
    languages    VARCHAR[] NOT NULL,           -- in which it is offered, ISO 639
    status       VARCHAR CHECK (status IN ('planned', 'under_way', 'done', 'dropped')),
    first_day    DATE, last_day DATE,          -- of a month or a year: its first and last day; no last day: goes on
    precision    VARCHAR CHECK (precision IN ('day', 'month', 'year')),
    place        VARCHAR,
    organisers   VARCHAR[] NOT NULL,           -- id of an organisation of this table, or a name
    partners     VARCHAR[] NOT NULL,           -- the same
    provision    VARCHAR CHECK (provision IN ('own', 'bought')),
    funding      VARCHAR[] NOT NULL,           -- public, project, bought_service
    evidence     VARCHAR CHECK (evidence IN ('none', 'described', 'before_after', 'comparison_group', 'review')),
    effect_fi    VARCHAR, effect_sv VARCHAR, effect_en VARCHAR, -- what is known of its effect
    contact      VARCHAR,                      -- a role address, never a person
    url          VARCHAR,
    CHECK (coalesce(name_fi, name_sv, name_en) IS NOT NULL),
    CHECK (kind NOT IN ('event', 'forum', 'milestone') OR first_day IS NOT NULL),
    CHECK (last_day IS NULL OR first_day <= last_day),
    CHECK ((first_day IS NULL) = (precision IS NULL))
);

CREATE TABLE forum_item (
    id           VARCHAR PRIMARY KEY,
    forum        VARCHAR NOT NULL REFERENCES register_entry (id),
    position     INTEGER NOT NULL,
    kind         VARCHAR NOT NULL CHECK (kind IN ('programme', 'material', 'decision', 'follow_up')),
    text_fi      VARCHAR, text_sv VARCHAR, text_en VARCHAR,
    url          VARCHAR,
    follows      VARCHAR,                      -- of a follow-up: the decision of an earlier forum
    status       VARCHAR CHECK (status IN ('planned', 'under_way', 'done', 'dropped')),
    CHECK (coalesce(text_fi, text_sv, text_en) IS NOT NULL)
);

CREATE TABLE plan (
    id           VARCHAR PRIMARY KEY,          -- "MK01-2026": its area and first year
    contribution VARCHAR NOT NULL,
    level        VARCHAR NOT NULL,
    code         VARCHAR NOT NULL,
    first_year   INTEGER NOT NULL,
    last_year    INTEGER NOT NULL,
    example      BOOLEAN NOT NULL,
    title_fi     VARCHAR, title_sv VARCHAR, title_en VARCHAR, -- none: "Action plan for <area>"
    adopted      DATE,
    url          VARCHAR,
    UNIQUE (level, code, first_year),
    CHECK (first_year <= last_year)
);

-- Without an indicator it is a goal of how work is done: its status is told by whoever answers for it, nothing is computed.
CREATE TABLE goal (
    plan         VARCHAR NOT NULL REFERENCES plan (id),
    id           VARCHAR NOT NULL,
    position     INTEGER NOT NULL,
    domain       VARCHAR NOT NULL,
    template     VARCHAR,                      -- of goal_template, where it is one of the library
    title_fi     VARCHAR, title_sv VARCHAR, title_en VARCHAR,
    indicator    VARCHAR REFERENCES indicator (id),
    source       VARCHAR,                      -- of a local collection; null: the indicator's own
    group_dim    VARCHAR, group_code VARCHAR,
    baseline_period VARCHAR,
    wanted       VARCHAR CHECK (wanted IN ('higher', 'lower')),
    target       DOUBLE,                       -- null: a direction only
    deadline     INTEGER NOT NULL,             -- year
    responsible_fi VARCHAR, responsible_sv VARCHAR, responsible_en VARCHAR,
    target_groups VARCHAR[] NOT NULL,
    measures     VARCHAR[] NOT NULL,           -- of register_entry
    funding      VARCHAR[] NOT NULL,
    status       VARCHAR NOT NULL CHECK (status IN ('planned', 'under_way', 'done', 'dropped')),
    PRIMARY KEY (plan, id),
    CHECK (coalesce(title_fi, title_sv, title_en) IS NOT NULL),
    CHECK ((indicator IS NULL) = (wanted IS NULL) AND (indicator IS NULL) = (baseline_period IS NULL)),
    CHECK ((indicator IS NULL) = (group_dim IS NULL) AND (indicator IS NULL) = (group_code IS NULL)),
    CHECK (indicator IS NOT NULL OR target IS NULL)
);

-- Computed of published figures, never typed. One row per goal with an indicator.
CREATE TABLE goal_progress (
    plan         VARCHAR NOT NULL,
    goal         VARCHAR NOT NULL,
    state        VARCHAR NOT NULL CHECK (state IN ('reached', 'right_way', 'no_change', 'wrong_way', 'uncertain', 'not_comparable', 'not_measured')),
    reason       VARCHAR CHECK (reason IN ('no_newer_period', 'no_baseline', 'hidden', 'break', 'other_division', 'self_selected', 'no_interval')),
    geo_year     INTEGER,                      -- of both figures
    baseline     DOUBLE, baseline_low DOUBLE, baseline_high DOUBLE, baseline_n BIGINT,
    latest_period VARCHAR,
    latest       DOUBLE, latest_low DOUBLE, latest_high DOUBLE, latest_n BIGINT,
    difference   DOUBLE, ci_low DOUBLE, ci_high DOUBLE, -- latest minus baseline
    p_adjusted   DOUBLE,                       -- Benjamini-Hochberg within the plan
    step         DOUBLE,                       -- target minus baseline
    detectable   DOUBLE,                       -- smallest change of this cell that is found with power 0.8
    can_show     VARCHAR NOT NULL CHECK (can_show IN ('yes', 'no', 'unknown')), -- whether the step is one that this cell can show
    needed_n     BIGINT,                       -- respondents a wave with which it could, rounded up to 100
    PRIMARY KEY (plan, goal),
    FOREIGN KEY (plan, goal) REFERENCES goal (plan, id)
);

-- The library of ready goals.
CREATE TABLE goal_template (
    id           VARCHAR PRIMARY KEY,
    position     INTEGER NOT NULL UNIQUE,
    domain       VARCHAR NOT NULL,
    indicator    VARCHAR REFERENCES indicator (id),
    wanted       VARCHAR CHECK (wanted IN ('higher', 'lower')),
    title_fi     VARCHAR NOT NULL, title_sv VARCHAR NOT NULL, title_en VARCHAR NOT NULL,
    about_fi     VARCHAR NOT NULL, about_sv VARCHAR NOT NULL, about_en VARCHAR NOT NULL
);

-- What the ministry follows beside the four domains: awareness of rights, availability of support, trust in decisions.
CREATE TABLE follow_up (
    id           VARCHAR PRIMARY KEY,
    position     INTEGER NOT NULL UNIQUE,
    name_fi      VARCHAR NOT NULL, name_sv VARCHAR NOT NULL, name_en VARCHAR NOT NULL,
    asks_fi      VARCHAR NOT NULL, asks_sv VARCHAR NOT NULL, asks_en VARCHAR NOT NULL
);

CREATE TABLE follow_up_indicator (
    follow_up    VARCHAR NOT NULL REFERENCES follow_up (id),
    indicator    VARCHAR NOT NULL REFERENCES indicator (id),
    indirect     BOOLEAN NOT NULL,             -- it tells something of it, but does not ask for it
    PRIMARY KEY (follow_up, indicator)
);
