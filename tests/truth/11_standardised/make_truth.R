# Directly standardised differences between language groups, as the R package survey finds them.
# In this folder: Rscript make_truth.R; writes input.csv and expected.csv. R 4.2.2, survey 4.1-1.
suppressMessages(library(survey))
options(digits = 17, survey.lonely.psu = "fail")
set.seed(20261126)
wr <- function(x, file) {
  for (c in names(x)) if (is.double(x[[c]])) x[[c]] <- ifelse(is.na(x[[c]]), "", formatC(x[[c]], digits = 17, format = "g", width = 1))
  write.csv(x, file, row.names = FALSE, na = "", quote = FALSE)
}
# Respondents: foreign speakers are younger, and the young answer otherwise; weights, strata and PSUs that cross groups
n <- 1500
d <- data.frame(id = 1:n, area = sample(c("01", "02", "06"), n, TRUE, prob = c(.5, .3, .2)))
d$language <- sample(c("fi", "sv", "foreign"), n, TRUE, prob = c(.55, .15, .30))
d$sex <- sample(c("female", "male"), n, TRUE, prob = c(.54, .46))
ages <- c("18-29", "30-44", "45-64", "65+")
young <- list(fi = c(.12, .2, .33, .35), sv = c(.14, .2, .3, .36), foreign = c(.3, .4, .22, .08))
d$age <- vapply(d$language, function(l) sample(ages, 1, prob = young[[l]]), "")
d$stratum <- paste0(d$area, sample(c("u", "r"), n, TRUE))
d$psu <- paste0(d$stratum, "-", sample(12, n, TRUE))
d$weight <- round(rlnorm(n, 6, .5) * ifelse(d$language == "foreign", .4, 1), 3)
eta <- .6 * (d$language == "foreign") + .3 * (d$sex == "female") + c(.8, .3, -.2, -.7)[match(d$age, ages)] +
  rnorm(72, 0, .2)[as.integer(factor(d$psu))]
d$q1 <- as.integer(runif(n) < plogis(eta - .5))
d$q2 <- rbinom(n, 10, plogis(eta * .7))
d$q1[runif(n) < .05] <- NA
d$q2[runif(n) < .12] <- NA
wr(d, "input.csv")

# The standard: the weighted distribution of age and sex among all respondents of the whole country, taken as known
W <- xtabs(weight ~ sex + age, d); W <- W / sum(W)
two <- ifelse(d$age %in% ages[1:2], "18-44", "45+")  # ages merged
W2 <- xtabs(weight ~ d$sex + two, d); W2 <- W2 / sum(W2)
d$merged <- two
out <- list()
for (design in c("element", "cluster")) {
  des <- svydesign(id = if (design == "element") ~1 else ~psu, strata = ~stratum, weights = ~weight, data = d, nest = TRUE)
  for (area in c("SSS", "01", "02", "06")) for (q in c("q1", "q2")) for (tier in c("age", "merged")) for (g in c("sv", "foreign")) {
    keep <- (area == "SSS" | d$area == area) & d$language %in% c("fi", g)
    s <- des[keep, ]
    answered <- des[keep & !is.na(d[[q]]), ]  # with na.rm svyby keeps no influence functions
    w <- if (tier == "age") W else W2
    least <- min(table(d$language[keep & !is.na(d[[q]])], d$sex[keep & !is.na(d[[q]])], d[[tier]][keep & !is.na(d[[q]])]))
    if (least == 0) next
    by <- svyby(as.formula(paste0("~", q)), as.formula(paste0("~language+sex+", tier)), answered, svymean, covmat = TRUE)
    k <- ifelse(by$language == g, 1, -1) * w[cbind(by$sex, by[[tier]])]
    con <- svycontrast(by, setNames(k, rownames(by)))
    raw <- svyby(as.formula(paste0("~", q)), ~language, s, svymean, na.rm = TRUE)
    st <- svystandardize(s, by = as.formula(paste0("~sex+", tier)), over = ~language,
      population = as.data.frame(w, responseName = "Freq"), excluding.missing = as.formula(paste0("~", q)))
    of <- coef(svyby(as.formula(paste0("~", q)), ~language, st, svymean, na.rm = TRUE))
    stopifnot(abs(unname(of[g] - of["fi"]) - unname(coef(con))) < 1e-10)  # svystandardize finds the same difference
    out[[length(out) + 1]] <- data.frame(design, area, q, tier, group = g, least, raw = coef(raw)[[g]] - coef(raw)[["fi"]],
      difference = unname(coef(con)), se = unname(SE(con)[1]), df = degf(s))
  }
}
wr(do.call(rbind, out), "expected.csv")
