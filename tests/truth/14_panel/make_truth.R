# The waves of a panel: change with its covariance, and the pooled mean. Run in an empty folder: Rscript …/make_truth.R
# Fully synthetic (set.seed): 24 areas in four strata, most of them in all three waves, the same people partly.
suppressMessages(library(survey))
options(digits = 17)
text <- function(x) trimws(formatC(x, digits = 17, format = "g", width = 1))
keep <- function(x, file) {
  for (name in names(x)) if (is.double(x[[name]])) x[[name]] <- text(x[[name]])
  write.csv(x, file, row.names = FALSE, na = "", quote = FALSE)
}
set.seed(20261128)
areas <- data.frame(psu = sprintf("p%02d", 1:24), stratum = rep(1:4, each = 6), area = rep(c("01", "02"), each = 12), level = rnorm(24, 0, .7))
people <- do.call(rbind, lapply(1:24, function(i) data.frame(areas[rep(i, 14), ], person = sprintf("%s-%02d", areas$psu[i], 1:14),
  language = sample(c("fi", "sv"), 14, TRUE, prob = c(.7, .3)), weight = round(exp(rnorm(14, 4, .3)), 3), own = rnorm(14))))
input <- do.call(rbind, lapply(2024:2026, function(year) {
  here <- people[!people$psu %in% sample(areas$psu, 3) & runif(nrow(people)) < .7, ]
  q1 <- round(5 + here$level + here$own + (year - 2024) * .15 + rnorm(nrow(here)))
  q1[runif(nrow(here)) < .05] <- 99 # cannot say
  data.frame(year, here[c("area", "stratum", "psu", "person", "language", "weight")], q1)
}))
design <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = input)
y <- ifelse(input$q1 == 99, NA, input$q1); w <- input$weight
influence <- function(inside) { d <- inside & !is.na(y); m <- sum(w[d] * y[d]) / sum(w[d]); list(m = m, u = ifelse(d, w * (ifelse(d, y, 0) - m) / sum(w[d]), 0)) }
error <- function(u) sqrt(as.numeric(svyrecvar(matrix(u), design$cluster, design$strata, design$fpc)))
found <- list()
for (area in c("_T", "01", "02")) for (language in c("_T", "fi", "sv")) {
  here <- (area == "_T" | input$area == area) & (language == "_T" | input$language == language)
  for (pair in list(c(2024, 2025), c(2025, 2026), c(2024, 2026))) {
    a <- influence(here & input$year == pair[1]); b <- influence(here & input$year == pair[2])
    found[[length(found) + 1]] <- data.frame(kind = "change", reference = pair[1], period = pair[2], area, language,
      est = b$m - a$m, se = error(b$u - a$u), df = degf(design[here & input$year %in% pair, ]))
  }
  all <- influence(here)
  found[[length(found) + 1]] <- data.frame(kind = "pooled", reference = 2024, period = 2026, area, language, est = all$m, se = error(all$u), df = degf(design[here, ]))
}
own <- svyglm(q1 ~ factor(year), subset(design, q1 != 99 & year %in% c(2024, 2025)))
stopifnot(abs(SE(own)[2] - found[[1]]$se) < 1e-9)
keep(input, "input.csv"); keep(do.call(rbind, found), "expected.csv")
