# Balanced repeated replication, Fay's method and the jackknife, and two waves of them stacked: what R's svrepdesign
# finds. Run in an empty folder: Rscript …/make_truth.R. Fully synthetic (set.seed).
suppressMessages(library(survey))
options(digits = 17)
text <- function(x) ifelse(is.na(x), "", trimws(formatC(x, digits = 17, format = "g", width = 1)))
keep <- function(x, file) {
  for (name in names(x)) if (is.double(x[[name]])) x[[name]] <- text(x[[name]])
  write.csv(x, file, row.names = FALSE, na = "", quote = FALSE)
}
set.seed(20261127)
wave <- function(year) do.call(rbind, lapply(1:7, function(h) do.call(rbind, lapply(1:2, function(psu) {
  n <- 6 + sample.int(5, 1)
  g <- sample(c("a", "b", "c"), n, TRUE, prob = c(.5, .35, .15))
  data.frame(year, area = if (h < 5) "01" else "02", stratum = h, psu = paste(h, psu, sep = "-"), g,
             weight = round(exp(rnorm(n, 5, .3)), 3), x = round(5 + rnorm(1, 0, .6) + rnorm(n, 0, 2) + (g == "c"), 2))
}))))
rho <- .3
replicated <- function(data, method) {
  plain <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = data)
  switch(method, BRR = as.svrepdesign(plain, type = "BRR", mse = TRUE), JKn = as.svrepdesign(plain, type = "JKn", mse = TRUE),
         Fay = as.svrepdesign(plain, type = "Fay", fay.rho = rho, mse = TRUE))
}
waves <- lapply(c(2025, 2026), wave)
found <- list(); input <- NULL; factors <- list(); differences <- list()
add <- function(method, period, design) {
  data <- design$variables
  cells <- list(c("_T", "_T"), c("01", "_T"), c("02", "_T"), c("_T", "a"), c("_T", "b"), c("_T", "c"), c("02", "c"))
  for (cell in cells) {
    inside <- (cell[1] == "_T" | data$area == cell[1]) & (cell[2] == "_T" | data$g == cell[2])
    one <- design[inside, ]
    m <- svymean(~x, one)
    found[[length(found) + 1]] <<- data.frame(method, period, area = cell[1], g = cell[2], est = coef(m), se = as.numeric(SE(m)), df = degf(one))
  }
  both <- svyby(~x, ~g, design, svymean, covmat = TRUE)
  d <- svycontrast(both, c(a = -1, b = 1))
  differences[[length(differences) + 1]] <<- data.frame(method, period, diff = coef(d), se = as.numeric(SE(d)), df = degf(design[data$g %in% c("a", "b"), ]))
}
for (method in c("BRR", "Fay", "JKn")) {
  designs <- lapply(waves, replicated, method)
  for (i in 1:2) add(method, c("2025", "2026")[i], designs[[i]])
  w <- lapply(designs, function(one) weights(one, "analysis"))
  pooled <- do.call(rbind, waves)
  main <- pooled$weight; n <- nrow(waves[[1]]); k <- sapply(w, ncol)
  stacked <- cbind(rbind(w[[1]], matrix(waves[[2]]$weight, nrow(waves[[2]]), k[1])), rbind(matrix(waves[[1]]$weight, n, k[2]), w[[2]]))
  rscales <- unlist(lapply(designs, function(one) one$scale * one$rscales))
  add(method, "2025-2026", svrepdesign(variables = pooled, repweights = stacked, weights = main, type = "other", scale = 1,
                                       rscales = rscales, combined.weights = TRUE, mse = TRUE))
  for (i in 1:2) factors[[paste(method, i)]] <- data.frame(method, year = c(2025, 2026)[i], unname(round(w[[i]], 9)))
}
keep(do.call(rbind, waves), "input.csv")
for (name in names(factors)) keep(factors[[name]][-(1:2)], paste0("weights_", sub(" ", "_", name), ".csv"))
keep(do.call(rbind, found), "expected.csv"); keep(do.call(rbind, differences), "expected_differences.csv")
