# Two stages without replacement, plain and calibrated. Run in an empty folder: Rscript …/make_truth.R
# Fully synthetic (set.seed): three strata, 3 to 7 of 9 to 20 villages, 2 to 8 of 12 to 40 households in each.
suppressMessages(library(survey))
options(digits = 17, survey.lonely.psu = "adjust")
text <- function(x) ifelse(is.na(x), "", trimws(formatC(x, digits = 17, format = "g", width = 1)))
keep <- function(x, file) {
  for (name in names(x)) if (is.double(x[[name]])) x[[name]] <- text(x[[name]])
  write.csv(x, file, row.names = FALSE, na = "", quote = FALSE)
}
set.seed(20261129)
drawn <- c(7, 5, 3); villages <- c(20, 14, 9)
input <- do.call(rbind, lapply(1:3, function(h) do.call(rbind, lapply(seq_len(drawn[h]), function(j) {
  all <- sample(12:40, 1); some <- if (h == 3 && j == 1) 1 else sample(2:8, 1); level <- rnorm(1, 0, .8)
  do.call(rbind, lapply(seq_len(some), function(k) { n <- sample(1:3, 1)
    data.frame(area = c("01", "01", "02")[h], stratum = h, psu = sprintf("v%d-%d", h, j), unit = sprintf("v%d-%d-%d", h, j, k),
      fpc = villages[h], unit_fpc = all, weight = villages[h] / drawn[h] * all / some, sex = sample(c("f", "m"), n, TRUE),
      q1 = round(5 + level + rnorm(1, 0, .7) + rnorm(n)), row.names = NULL) }))
}))))
input$q1[runif(nrow(input)) < .08] <- 99 # cannot say
input$weight <- round(input$weight, 6)
y <- ifelse(input$q1 == 99, NA, input$q1)
plain <- svydesign(id = ~psu + unit, strata = ~stratum, fpc = ~fpc + unit_fpc, weights = ~weight, data = input)
totals <- c(sexf = 700, sexm = 650)
calibrated <- calibrate(plain, ~0 + sex, totals, calfun = "raking", epsilon = 1e-13, maxit = 200)
found <- list()
for (tag in c("plain", "calibrated")) { design <- get(tag); w <- weights(design)
  influence <- function(inside) { d <- inside & !is.na(y); m <- sum(w[d] * y[d]) / sum(w[d]); list(m = m, u = ifelse(d, w * (ifelse(d, y, 0) - m) / sum(w[d]), 0)) }
  error <- function(u) sqrt(as.numeric(svyrecvar(matrix(u), design$cluster, design$strata, design$fpc, postStrata = design$postStrata)))
  for (area in c("_T", "01", "02")) { for (sex in c("_T", "f", "m")) {
    here <- (area == "_T" | input$area == area) & (sex == "_T" | input$sex == sex); one <- influence(here)
    found[[length(found) + 1]] <- data.frame(design = tag, kind = "mean", area, sex, est = one$m, se = error(one$u), df = degf(design[here, ])) }
    here <- area == "_T" | input$area == area; a <- influence(here & input$sex == "m"); b <- influence(here & input$sex == "f")
    found[[length(found) + 1]] <- data.frame(design = tag, kind = "difference", area, sex = "m", est = a$m - b$m, se = error(a$u - b$u), df = degf(design[here, ])) } }
own <- svymean(~q1, subset(plain, q1 != 99)); stopifnot(abs(SE(own) - found[[1]]$se) < 1e-12)
keep(input, "input.csv"); keep(do.call(rbind, found), "expected.csv")
