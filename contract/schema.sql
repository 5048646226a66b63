-- THE CONTRACT between the writing side (etl/) and the reading side (picture/).
-- The reading side reads nothing but a database of this shape; the database carries its own catalogue.
-- Codes are text and zero-padded. Texts a reader sees exist three times: _fi, _sv, _en.
-- Order of rows inside `estimate` is (indicator, level, code, period): one question reads one stretch.

-- One row: which build and edition this file is.
CREATE TABLE build (
    id           VARCHAR PRIMARY KEY,          -- first 12 characters of the hash of everything that went in
    edition      VARCHAR NOT NULL,             -- "2026"
    version      INTEGER NOT NULL,
    status       VARCHAR NOT NULL CHECK (status IN ('draft', 'published', 'withdrawn')),
    built_at     TIMESTAMP NOT NULL,           -- UTC
    synthetic    BOOLEAN NOT NULL,             -- true when any source in it is synthetic
    schema       INTEGER NOT NULL              -- number of this very contract (contract/schema.py)
);

-- How many rows every other table was written with: a file that has lost some is not whole.
CREATE TABLE contents (
    table_name   VARCHAR PRIMARY KEY,
    rows         BIGINT NOT NULL
);

-- Editions that were released when this was built: disclosure control took every figure they opened into account.
-- A withdrawn one should not have been released: its figures stay known, and readers are told the day and the reason.
CREATE TABLE edition (
    edition      VARCHAR PRIMARY KEY,
    version      INTEGER NOT NULL,
    released     DATE NOT NULL,
    withdrawn    DATE,
    reason_fi    VARCHAR, reason_sv VARCHAR, reason_en VARCHAR,
    CHECK ((withdrawn IS NULL) = (reason_fi IS NULL) AND (withdrawn IS NULL) = (reason_sv IS NULL)),
    CHECK ((withdrawn IS NULL) = (reason_en IS NULL))
);

-- Every version of every edition in the archive (contract/archive.py), also those that nobody is served now.
CREATE TABLE edition_version (
    edition      VARCHAR NOT NULL,
    version      INTEGER NOT NULL,
    semantic     VARCHAR NOT NULL,             -- "1.2.0": breaking, adding, correcting, against the version released before
    released     DATE NOT NULL,
    content      VARCHAR NOT NULL,             -- hash of what readers see
    withdrawn    DATE,
    PRIMARY KEY (edition, version)
);

-- A version in which figures of the version before were wrong and are corrected. Not every version is a correction.
CREATE TABLE correction (
    edition      VARCHAR NOT NULL,
    version      INTEGER NOT NULL,             -- that corrects
    corrected    DATE NOT NULL,
    wrong_version INTEGER NOT NULL,            -- first version of this edition that showed one of the wrong figures
    wrong_since  DATE NOT NULL,                -- day of the wrong publication
    text_fi      VARCHAR NOT NULL, text_sv VARCHAR NOT NULL, text_en VARCHAR NOT NULL, -- what was wrong
    PRIMARY KEY (edition, version)
);

-- Its figures as they were and as they are: computed, none is left out. No new status: the figure is gone.
CREATE TABLE correction_cell (
    edition      VARCHAR NOT NULL,
    version      INTEGER NOT NULL,
    indicator    VARCHAR NOT NULL, period VARCHAR NOT NULL, level VARCHAR NOT NULL, code VARCHAR NOT NULL, geo_year INTEGER NOT NULL,
    group_dim    VARCHAR NOT NULL, group_code VARCHAR NOT NULL,
    old_value    DOUBLE, old_ci_low DOUBLE, old_ci_high DOUBLE, old_n BIGINT, old_obs_status VARCHAR NOT NULL, old_conf_status VARCHAR NOT NULL,
    new_value    DOUBLE, new_ci_low DOUBLE, new_ci_high DOUBLE, new_n BIGINT, new_obs_status VARCHAR, new_conf_status VARCHAR,
    PRIMARY KEY (edition, version, indicator, period, level, code, geo_year, group_dim, group_code),
    FOREIGN KEY (edition, version) REFERENCES correction (edition, version)
);

-- What readers of an edition are told beside its figures. No number was wrong: that is a correction.
CREATE TABLE notice (
    edition      VARCHAR NOT NULL,
    position     INTEGER NOT NULL,
    version      INTEGER NOT NULL,             -- that was served when it was told
    declared     DATE NOT NULL,
    text_fi      VARCHAR NOT NULL, text_sv VARCHAR NOT NULL, text_en VARCHAR NOT NULL,
    PRIMARY KEY (edition, position)
);

-- The release calendar, in the order of days.
CREATE TABLE calendar_entry (
    edition      VARCHAR NOT NULL,
    version      INTEGER NOT NULL,
    position     INTEGER NOT NULL UNIQUE,
    status       VARCHAR NOT NULL CHECK (status IN ('provisional', 'confirmed', 'cancelled', 'published')),
    first_day    DATE NOT NULL,                -- provisional: of the month or span; otherwise both are the day
    last_day     DATE NOT NULL,
    due          VARCHAR,                      -- "2026-12-08T08:00:00+02:00": confirmed, or published by a confirmed date
    notice_fi    VARCHAR, notice_sv VARCHAR, notice_en VARCHAR, -- why it was cancelled
    PRIMARY KEY (edition, version),
    CHECK ((status = 'cancelled') = (notice_fi IS NOT NULL) AND (notice_fi IS NULL) = (notice_sv IS NULL)),
    CHECK ((notice_fi IS NULL) = (notice_en IS NULL) AND first_day <= last_day),
    CHECK (status <> 'confirmed' OR due IS NOT NULL)
);

-- Confirmed dates that were moved, the first move first.
CREATE TABLE calendar_move (
    edition      VARCHAR NOT NULL,
    version      INTEGER NOT NULL,
    position     INTEGER NOT NULL,
    previous     VARCHAR NOT NULL,             -- the date that did not hold, as `due`
    declared     DATE NOT NULL,
    reason_fi    VARCHAR NOT NULL, reason_sv VARCHAR NOT NULL, reason_en VARCHAR NOT NULL,
    PRIMARY KEY (edition, version, position)
);

-- The quality declaration, by the headings of Official Statistics of Finland.
CREATE TABLE quality (
    part         VARCHAR PRIMARY KEY CHECK (part IN ('relevance', 'accuracy', 'timeliness', 'comparability', 'accessibility', 'producer', 'legal_basis')),
    position     INTEGER NOT NULL UNIQUE,
    edition      VARCHAR NOT NULL,             -- for which it was written
    text_fi      VARCHAR NOT NULL, text_sv VARCHAR NOT NULL, text_en VARCHAR NOT NULL
);

-- Revisions that were declared (python -m etl revise): respondents of a wave that was served before were replaced
-- (source, period), or a rule of disclosure control asks for less than before (rule). No word on what differs.
CREATE TABLE revision (
    position     INTEGER PRIMARY KEY,
    declared     DATE NOT NULL,
    source       VARCHAR,
    period       VARCHAR,
    rule         VARCHAR,
    reason_fi    VARCHAR NOT NULL, reason_sv VARCHAR NOT NULL, reason_en VARCHAR NOT NULL,
    CHECK ((source IS NULL) = (period IS NULL) AND (source IS NULL) <> (rule IS NULL))
);

-- Every threshold of etl/config/policy.toml, so that the methods page prints what was really applied.
CREATE TABLE policy (
    rule         VARCHAR PRIMARY KEY,          -- "min_respondents"
    value        DOUBLE NOT NULL,
    text_fi      VARCHAR NOT NULL,
    text_sv      VARCHAR NOT NULL,
    text_en      VARCHAR NOT NULL
);

CREATE TABLE source (
    id           VARCHAR PRIMARY KEY,
    kind         VARCHAR NOT NULL CHECK (kind IN ('respondents', 'aggregates', 'cube', 'register')),
    title_fi     VARCHAR NOT NULL,
    title_sv     VARCHAR NOT NULL,
    title_en     VARCHAR NOT NULL,
    producer_fi  VARCHAR NOT NULL,
    producer_sv  VARCHAR NOT NULL,
    producer_en  VARCHAR NOT NULL,
    quoted_by    VARCHAR,                      -- where the figure was read, when not at the producer's
    licence      VARCHAR NOT NULL,
    url          VARCHAR,
    synthetic    BOOLEAN NOT NULL,
    method_fi    VARCHAR NOT NULL,             -- how it was collected, what it cannot say
    method_sv    VARCHAR NOT NULL,
    method_en    VARCHAR NOT NULL
);

-- What readers are told of a source beside its method: notes of its publisher that were accepted, its rule for small counts.
CREATE TABLE source_note (
    source       VARCHAR NOT NULL REFERENCES source (id),
    position     INTEGER NOT NULL,
    own_words    BOOLEAN NOT NULL,             -- the publisher's own words, in its own language
    min_count    INTEGER,                      -- of a rule: smaller counts are hidden here; null: a note
    text_fi      VARCHAR NOT NULL, text_sv VARCHAR NOT NULL, text_en VARCHAR NOT NULL,
    PRIMARY KEY (source, position)
);

-- One row per file that went in.
CREATE TABLE source_file (
    source       VARCHAR NOT NULL REFERENCES source (id),
    period       VARCHAR NOT NULL,
    file         VARCHAR NOT NULL,
    sha256       VARCHAR NOT NULL,
    accessed     DATE NOT NULL,
    rows         BIGINT NOT NULL,
    PRIMARY KEY (source, period, file)
);

-- How the answers of one period were collected: of every survey of our own, of others what their publisher tells.
CREATE TABLE fieldwork (
    source       VARCHAR NOT NULL REFERENCES source (id),
    period       VARCHAR NOT NULL,
    sampled      BIGINT,                       -- persons drawn who belong to the population
    responded    BIGINT,                       -- rounded to 10 (surveys of our own) or as published
    rate         DOUBLE,                       -- responded of sampled, percent, as both stand here
    modes        VARCHAR[] NOT NULL,           -- codes of contract/codes.py, the one offered first first
    first_day    DATE,
    last_day     DATE,
    languages    VARCHAR[] NOT NULL,           -- of the form, codes of ISO 639
    r_indicator  DOUBLE,                       -- 1 - 2 S(response propensities): 1 where all groups respond alike
    r_indicator_se DOUBLE,
    weight_ratio DOUBLE,                       -- largest weight / median weight
    kish         DOUBLE,                       -- mean of squared weights / squared mean: 1 + cv^2
    PRIMARY KEY (source, period),
    CHECK (responded IS NULL OR sampled IS NULL OR responded <= sampled + 5)
);

-- Respondents of a survey of our own against the population it speaks of: one column of the population at a time, the
-- whole country, nothing crossed. A group with fewer than 30 respondents has neither `respondents` nor `rate`.
-- The population's share of an area is a known total; it weighs areas that are pooled, and is rounded to 0.001.
CREATE TABLE representation (
    source       VARCHAR NOT NULL REFERENCES source (id),
    period       VARCHAR NOT NULL,
    dim          VARCHAR NOT NULL,             -- a dimension of population_group, or the level of the areas
    code         VARCHAR NOT NULL,             -- of the group or the area
    population   DOUBLE NOT NULL,              -- share of the population, percent, rounded to 1; of an area to 0.001
    respondents  DOUBLE,                       -- share of the respondents, unweighted, percent, rounded to 1
    rate         DOUBLE,                       -- responded of those sampled, percent, rounded to 1, or to 5 below 1,000 sampled
    PRIMARY KEY (source, period, dim, code)
);

CREATE TABLE indicator (
    id           VARCHAR PRIMARY KEY,
    position     INTEGER NOT NULL UNIQUE,      -- order on every page
    domain       VARCHAR NOT NULL CHECK (domain IN ('attitudes', 'security', 'interaction', 'participation', 'context')),
    kind         VARCHAR NOT NULL CHECK (kind IN ('survey_share', 'survey_mean', 'published_share', 'register_count', 'register_share', 'register_rate')),
    recorded_by  VARCHAR CHECK (recorded_by IN ('police', 'authority')),  -- whose work left the records; null: a survey or a register
    unit         VARCHAR NOT NULL CHECK (unit IN ('percent', 'persons', 'reports', 'contacts', 'points')),
    decimals     INTEGER NOT NULL,             -- decimals a reader sees
    direction    VARCHAR NOT NULL CHECK (direction IN ('higher', 'lower', 'neither')),  -- which is better
    headline     BOOLEAN NOT NULL,             -- stands on the front page; of the context, as its background
    source       VARCHAR NOT NULL REFERENCES source (id),
    name_fi      VARCHAR NOT NULL, name_sv       VARCHAR NOT NULL, name_en       VARCHAR NOT NULL,
    short_fi     VARCHAR NOT NULL, short_sv      VARCHAR NOT NULL, short_en      VARCHAR NOT NULL, -- at most 30 letters
    clause_fi    VARCHAR,          clause_sv     VARCHAR,          clause_en     VARCHAR,          -- "trust the police"; of a mean, what rises or falls
    question_fi  VARCHAR,          question_sv   VARCHAR,          question_en   VARCHAR,          -- wording as asked; null for registers
    counts_fi    VARCHAR NOT NULL, counts_sv     VARCHAR NOT NULL, counts_en     VARCHAR NOT NULL, -- what is counted: "answered 4 or 5"
    population_fi VARCHAR NOT NULL, population_sv VARCHAR NOT NULL, population_en VARCHAR NOT NULL, -- who was asked
    why_fi       VARCHAR NOT NULL, why_sv        VARCHAR NOT NULL, why_en        VARCHAR NOT NULL,
    limits_fi    VARCHAR NOT NULL, limits_sv     VARCHAR NOT NULL, limits_en     VARCHAR NOT NULL  -- what it cannot say
);

-- A break stands BEFORE `period`: no change is tested or told from earlier periods to this one or later.
CREATE TABLE series_break (
    indicator    VARCHAR NOT NULL REFERENCES indicator (id),
    period       VARCHAR NOT NULL,
    reason_fi    VARCHAR NOT NULL,
    reason_sv    VARCHAR NOT NULL,
    reason_en    VARCHAR NOT NULL,
    PRIMARY KEY (indicator, period)
);

-- What a wave asked, word for word, where its card says it.
CREATE TABLE wording (
    indicator    VARCHAR NOT NULL REFERENCES indicator (id),
    period       VARCHAR NOT NULL,
    question_fi  VARCHAR NOT NULL, question_sv VARCHAR NOT NULL, question_en VARCHAR NOT NULL,
    PRIMARY KEY (indicator, period)
);

-- Population groups. dim 'all' has the single code 'all'.
CREATE TABLE population_group (
    dim          VARCHAR NOT NULL,             -- all, language, origin, sex, age, motive, birth, situation
    code         VARCHAR NOT NULL,
    position     INTEGER NOT NULL,
    dim_fi       VARCHAR NOT NULL, dim_sv  VARCHAR NOT NULL, dim_en  VARCHAR NOT NULL,
    name_fi      VARCHAR NOT NULL, name_sv VARCHAR NOT NULL, name_en VARCHAR NOT NULL,
    PRIMARY KEY (dim, code)
);

-- level: country (code SSS), maakunta, elinvoimakeskus, ely, suuralue, hyvinvointialue, kunta.
CREATE TABLE area (
    level        VARCHAR NOT NULL,
    code         VARCHAR NOT NULL,
    valid_from   DATE NOT NULL,
    valid_to     DATE,                         -- last day in force; null: still in force
    name_fi      VARCHAR NOT NULL, name_sv VARCHAR NOT NULL, name_en VARCHAR NOT NULL,
    position     INTEGER NOT NULL,             -- the order the publisher lists them in
    PRIMARY KEY (level, code, valid_from)
);

-- Which smaller area lies in which larger one, and when. Only clean nesting is stored.
CREATE TABLE area_member (
    level        VARCHAR NOT NULL,
    code         VARCHAR NOT NULL,
    member_level VARCHAR NOT NULL,
    member_code  VARCHAR NOT NULL,
    valid_from   DATE NOT NULL,
    valid_to     DATE,
    PRIMARY KEY (level, code, member_level, member_code, valid_from)
);

-- An area no longer in force and who took over.
CREATE TABLE area_successor (
    level        VARCHAR NOT NULL, code           VARCHAR NOT NULL,
    new_level    VARCHAR NOT NULL, new_code       VARCHAR NOT NULL,
    since        DATE NOT NULL,
    PRIMARY KEY (level, code, new_level, new_code)
);

-- Areas of an older division that carry figures and whose ground changed until a later one: what share of the people
-- on the old or the new ground lives where it changed (0..1). NULL: not told. Such figures have the status B.
CREATE TABLE area_moved (
    level        VARCHAR NOT NULL, code           VARCHAR NOT NULL, geo_year INTEGER NOT NULL,
    until        INTEGER NOT NULL,             -- the later division
    share        DOUBLE CHECK (share BETWEEN 0 AND 1),
    PRIMARY KEY (level, code, geo_year)
);

-- Polygons ready to draw: EPSG:3067 in km, one decimal, rings separated by NULL.
CREATE TABLE shape (
    level        VARCHAR NOT NULL,
    code         VARCHAR NOT NULL,
    geo_year     INTEGER NOT NULL,
    x            DOUBLE[] NOT NULL,
    y            DOUBLE[] NOT NULL,
    label_x      DOUBLE NOT NULL,
    label_y      DOUBLE NOT NULL,
    credit       VARCHAR NOT NULL,             -- "Natural Earth"
    PRIMARY KEY (level, code, geo_year)
);

-- Equal-area tiles, the alternative to the map.
CREATE TABLE tile (
    level VARCHAR NOT NULL, code VARCHAR NOT NULL, tile_row INTEGER NOT NULL, tile_column INTEGER NOT NULL,
    PRIMARY KEY (level, code)
);

-- The numbers. Statuses are codes of SDMX (contract/status.py):
--   obs_status   CL_OBS_STATUS, letters in alphabetical order, 'A' alone when there is nothing to say: B break before this period,
--                D definition differs, E estimated, M data cannot exist, O missing, P provisional, U low reliability
--   conf_status  CL_CONF_STATUS: F free for publication, C confidential
-- A row that is confidential, M or O, or too uncertain to show (U without a value), carries NOTHING but its key and statuses.
-- Its key is (indicator, period, level, code, geo_year, group_dim, group_code). Whoever loads the table proves that no key stands
-- twice: an index of tens of millions of keys must lie in memory as a whole.
CREATE TABLE estimate (
    indicator    VARCHAR NOT NULL REFERENCES indicator (id),
    period       VARCHAR NOT NULL,             -- "2026", "2018-2019" (fieldwork over two years), "2024-2026" (pooled waves)
    level        VARCHAR NOT NULL,
    code         VARCHAR NOT NULL,
    geo_year     INTEGER NOT NULL,             -- the division the publisher used, not the year of the data
    group_dim    VARCHAR NOT NULL,
    group_code   VARCHAR NOT NULL,
    value        DOUBLE,                       -- percent 0..100, persons, reports, contacts, points; surveys of our own: rounded to the decimals of `indicator`, as ci_low and ci_high
    ci_low       DOUBLE,                       -- 95 %; null where there is no sampling error or none was published
    ci_high      DOUBLE,
    n            BIGINT,                       -- respondents with an answer, rounded to 10 (surveys of our own) or as published
    effective_n  BIGINT,                       -- Kish's: (sum of weights)^2 / sum of squared weights, rounded to 10; whole country, our own surveys
    obs_status   VARCHAR NOT NULL DEFAULT 'A' CHECK (obs_status <> '' AND regexp_full_match(obs_status, 'A|B?D?E?M?O?P?U?')),
    conf_status  VARCHAR NOT NULL DEFAULT 'F' CHECK (conf_status IN ('F', 'C')),
    source       VARCHAR NOT NULL REFERENCES source (id),
    quoted_by    VARCHAR,                      -- for this very figure, where it differs from the source's
    note         VARCHAR,                      -- the publisher's caveat for this very figure, in its own words
    CHECK (value IS NOT NULL OR (ci_low IS NULL AND ci_high IS NULL AND n IS NULL)),
    CHECK (n IS NOT NULL OR effective_n IS NULL),
    CHECK (value IS NULL OR (conf_status = 'F' AND NOT regexp_matches(obs_status, '[MO]'))),
    CHECK (value IS NOT NULL OR conf_status = 'C' OR regexp_matches(obs_status, '[MOU]')),
    CHECK ((ci_low IS NULL) = (ci_high IS NULL)),
    CHECK (ci_low IS NULL OR (ci_low <= value AND value <= ci_high))
);

-- Verdicts. All differences are "this cell minus the reference". An interval holds 0 exactly where none is told (neither higher nor
-- lower). Areas of several levels that are made of the same regions have one test, and the same row at every level.
--   previous  reference = the period before (reference names it)
--   country   reference = the whole country, same period and group
--   group     reference = another group of the same dimension (reference names its code)
--   group_standardised  the same difference as `group`, both groups given one distribution of age and sex
--   trend     reference = the first period of the unbroken stretch (reference names it)
-- no_clear_trend: the trend over all periods is significant, but not without some one of them. Only of kind trend.
CREATE TABLE comparison (
    indicator    VARCHAR NOT NULL, period VARCHAR NOT NULL, level VARCHAR NOT NULL, code VARCHAR NOT NULL, geo_year INTEGER NOT NULL,
    group_dim    VARCHAR NOT NULL, group_code VARCHAR NOT NULL,
    kind         VARCHAR NOT NULL CHECK (kind IN ('previous', 'country', 'group', 'group_standardised', 'trend')),
    reference    VARCHAR NOT NULL,
    difference   DOUBLE, ci_low DOUBLE, ci_high DOUBLE,  -- rounded to the decimals of `indicator`, as detectable; see ci_level
    ci_level     DOUBLE,                       -- of the interval: 1 - max(R, 1) 0.05 / m with R found of the m tests of the view (0.95: one test)
    p_adjusted   DOUBLE,                       -- Benjamini-Hochberg within the view
    detectable   DOUBLE,                       -- smallest difference that this very test finds with power 0.8, at the level of the interval
    approximate  BOOLEAN NOT NULL,             -- from published intervals, covariance unknown
    verdict      VARCHAR NOT NULL CHECK (verdict IN ('higher', 'lower', 'no_difference', 'no_clear_trend', 'uncertain', 'not_comparable')),
    PRIMARY KEY (indicator, period, level, code, geo_year, group_dim, group_code, kind, reference),
    CHECK (verdict <> 'no_clear_trend' OR kind = 'trend'),
    CHECK (difference IS NULL OR (verdict IN ('higher', 'lower')) = (ci_low > 0 OR ci_high < 0)),
    CHECK (verdict IN ('higher', 'lower', 'no_difference', 'no_clear_trend') OR (difference IS NULL AND p_adjusted IS NULL))
);

-- Estimates of a model for small areas (Fay-Herriot): never mixed with `estimate`, and computed from nothing but published
-- figures of `estimate`, so that they tell nothing that these do not. Rounded as the indicator is shown.
CREATE TABLE small_area (
    indicator    VARCHAR NOT NULL REFERENCES indicator (id),
    period       VARCHAR NOT NULL,
    level        VARCHAR NOT NULL,
    code         VARCHAR NOT NULL,
    geo_year     INTEGER NOT NULL,
    group_dim    VARCHAR NOT NULL,
    group_code   VARCHAR NOT NULL,
    value        DOUBLE NOT NULL,
    ci_low       DOUBLE NOT NULL,              -- 95 %: value +- 1.96 rmse, inside the scale
    ci_high      DOUBLE NOT NULL,
    rmse         DOUBLE NOT NULL CHECK (rmse >= 0),  -- root of the estimated mean squared error
    gamma        DOUBLE NOT NULL CHECK (gamma BETWEEN 0 AND 1),  -- weight of the area's own published figure; 0: it has none
    obs_status   VARCHAR NOT NULL DEFAULT 'E' CHECK (obs_status = 'E'),
    covariates   VARCHAR NOT NULL,             -- "share_foreign_language 2024, unemployment 2024": indicators and their periods
    PRIMARY KEY (indicator, period, level, code, geo_year, group_dim, group_code),
    CHECK (ci_low <= value AND value <= ci_high)
);

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

-- What differs from the build before, told before anything is published.
-- Cells of our own surveys never stand here: from the numbers before and after, one person's reply could be read off.
--   recomputed  survey figures of this indicator and period were computed again; no word on which, or by how much
CREATE TABLE change (
    position     INTEGER PRIMARY KEY,
    what         VARCHAR NOT NULL CHECK (what IN ('added', 'removed', 'value', 'status', 'text', 'recomputed')),
    indicator    VARCHAR NOT NULL,
    period       VARCHAR, level VARCHAR, code VARCHAR, group_dim VARCHAR, group_code VARCHAR,
    before       VARCHAR, after VARCHAR,
    CHECK (what <> 'recomputed' OR coalesce(level, code, group_dim, group_code, before, after) IS NULL)
);
