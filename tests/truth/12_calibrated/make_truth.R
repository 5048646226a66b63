# Calibrated weights: what R's calibrate and svyrecvar find. Run in an empty folder: Rscript …/make_truth.R
# Fully synthetic (set.seed): four waves of 420 to 450 respondents, element and clustered, raking and linear.
suppressMessages(library(survey))
options(digits = 17, survey.lonely.psu = "adjust")
text <- function(x) ifelse(is.na(x), "", trimws(formatC(x, digits = 17, format = "g", width = 1)))
keep <- function(x, file) {
  for (name in names(x)) if (is.double(x[[name]])) x[[name]] <- text(x[[name]])
  write.csv(x, file, row.names = FALSE, na = "", quote = FALSE)
}

set.seed(20261126)
regions <- c("01", "02", "04", "05", "21")
languages <- c("fi", "sv", "foreign")
population <- expand.grid(region = regions, language = languages, sex = c("female", "male"),
                          age = c("18-39", "40-64", "65+"), stringsAsFactors = FALSE)
part <- c(fi = .8, sv = .12, foreign = .08)[population$language] * c("18-39" = 1, "40-64" = 1.2, "65+" = .9)[population$age]
population$population <- round(c("01" = 90, "02" = 40, "04" = 25, "05" = 20, "21" = 6)[population$region] * 1000 * part / 3)
sampled <- c("01" = 150, "02" = 110, "04" = 80, "05" = 70, "21" = 40)

wave <- function(year) do.call(rbind, lapply(regions, function(region) {
  n <- sampled[[region]]
  frame <- population[population$region == region, ]
  of <- sample.int(nrow(frame), n, TRUE, prob = sqrt(frame$population))
  areas <- if (region == "21") 1 else 8 # one stratum has one PSU
  psu <- sample.int(areas, n, TRUE)
  group <- frame[of, c("region", "language", "sex", "age")]
  lean <- rnorm(areas, 0, .4)[psu] + (group$language == "foreign") * 1.1 + (group$age == "65+") * .6 - (region == "02") * .5
  q1 <- as.integer(cut(lean + (year - 2023) * .1 + rlogis(n), c(-Inf, -1.5, -.3, .8, 2, Inf)))
  q1[runif(n) < .06] <- 9L # cannot say
  q2 <- pmin(10, pmax(0, round(6 + lean + rnorm(n, 0, 2))))
  q2[runif(n) < .12] <- NA # not asked
  d <- round(frame$population[of] / ave(frame$population[of], of, FUN = length) * exp(rnorm(n, 0, .25)), 3)
  data.frame(year, group, stratum = region, psu_id = paste(region, psu, sep = "-"), d, q1, q2)
}))
input <- do.call(rbind, lapply(2023:2026, wave))
input <- input[!(input$region == "05" & input$language == "sv" & input$age == "65+" & input$sex == "male"), ]
keep(population, "population.csv")
keep(input, "input.csv")

input$q1_d <- ifelse(input$q1 == 9, NA, as.numeric(input$q1 >= 4))
input$q1_m <- ifelse(input$q1 == 9, NA, as.numeric(input$q1))
input$q2_m <- as.numeric(input$q2)
answers <- c("q1_d", "q1_m", "q2_m")
input$wave <- factor(input$year)
input$stratum_of_wave <- paste(input$year, input$stratum)
input$psu_of_wave <- paste(input$year, input$psu_id)

# Columns of the margins, of every wave its own, less those that follow from the others; and their totals.
margins <- list(two = list(c("region", "language"), c("language", "sex", "age")), post = list(c("region", "sex")))
columns <- function(data, of) do.call(cbind, lapply(of, function(margin) {
  key <- do.call(paste, c(data[margin], sep = "|"))
  sapply(sort(unique(do.call(paste, c(population[margin], sep = "|")))), function(code) as.numeric(key == code))
}))
independent <- function(x) { q <- qr(x); sort(q$pivot[seq_len(q$rank)]) }
of_waves <- function(x, year) do.call(cbind, lapply(2023:2026, function(y) x * (year == y)))

calibrated <- function(clustered, of, method) {
  x <- columns(input, margins[[of]])
  kept <- independent(x[input$year == 2024, ])
  totals <- colSums(columns(population, margins[[of]]) * population$population)[kept]
  x <- of_waves(x[, kept], input$year)
  data <- cbind(input, setNames(as.data.frame(x), paste0("x", seq_len(ncol(x)))))
  names <- paste0("x", seq_len(ncol(x)))
  plain <- svydesign(id = if (clustered) ~psu_of_wave else ~1, strata = ~stratum_of_wave, weights = ~d, data = data)
  target <- setNames(rep(totals, 4), names)
  calibrate(plain, as.formula(paste("~0 +", paste(names, collapse = "+"))), target, calfun = method,
            epsilon = 1e-13, maxit = 500)
}

influence <- function(design, inside, v) {
  y <- design$variables[[v]]
  d <- inside & !is.na(y)
  w <- weights(design)
  mean <- sum(w[d] * y[d]) / sum(w[d])
  list(mean = mean, u = ifelse(d, w * (ifelse(d, y, 0) - mean) / sum(w[d]), 0), n = sum(d))
}
error <- function(design, u) sqrt(as.numeric(svyrecvar(matrix(u), design$cluster, design$strata, design$fpc, postStrata = design$postStrata)))

found <- list(); differences <- list(); trends <- list()
run <- function(tag, design) {
  data <- design$variables
  where <- function(year, region, language) (year == "_T" | data$year == year) & (region == "_T" | data$region == region) & (language == "_T" | data$language == language)
  for (year in c(2024, 2026, "_T")) for (region in c(regions, "_T")) for (language in c(languages, "_T")) {
    inside <- where(year, region, language)
    for (v in answers) {
      one <- influence(design, inside, v)
      found[[length(found) + 1]] <<- data.frame(design = tag, year, region, group = language, var = v, n = one$n,
        est = one$mean, se = error(design, one$u), df = degf(design[inside, ]))
      pair <- list(region_vs_national = if (region != "_T") where(year, "_T", language),
                   group_vs_fi = if (!language %in% c("fi", "_T")) where(year, region, "fi"))
      for (kind in names(pair)) if (!is.null(pair[[kind]])) {
        other <- influence(design, pair[[kind]], v)
        differences[[length(differences) + 1]] <<- data.frame(design = tag, kind, year, region, group = language, var = v,
          diff = one$mean - other$mean, se = error(design, one$u - other$u), df = degf(design[inside | pair[[kind]], ]))
      }
    }
  }
  for (v in answers) for (region in c("_T", "01", "04")) {
    m <- svyglm(as.formula(paste(v, "~ year")), design[where("_T", region, "_T"), ])
    s <- summary(m)$coefficients["year", ]
    trends[[length(trends) + 1]] <<- data.frame(design = tag, region, var = v, slope = s[[1]], se = s[[2]], df = m$df.residual)
  }
}
for (method in c("raking", "linear")) for (clustered in c(FALSE, TRUE))
  run(paste(if (clustered) "cluster" else "element", method, sep = "_"), calibrated(clustered, "two", method))
# Post-stratification by R's own function: calibration to one margin.
plain <- svydesign(id = ~psu_of_wave, strata = ~stratum_of_wave, weights = ~d, data = input)
cell <- aggregate(population ~ region + sex, population, sum)
strata <- do.call(rbind, lapply(2023:2026, function(y) data.frame(year = y, region = cell$region, sex = cell$sex, Freq = cell$population)))
run("cluster_post", postStratify(plain, ~ year + region + sex, strata))
options(survey.lonely.psu = "average")
run("cluster_raking_average", calibrated(TRUE, "two", "raking"))
options(survey.lonely.psu = "adjust")

# The functions of the package itself come to the same numbers.
design <- calibrated(TRUE, "two", "raking")
own <- svymean(~q1_d, design[design$variables$year == 2024 & design$variables$region == "01", ], na.rm = TRUE)
all <- do.call(rbind, found)
same <- all[all$design == "cluster_raking" & all$year == "2024" & all$region == "01" & all$group == "_T" & all$var == "q1_d", ]
stopifnot(abs(SE(own) - same$se) < 1e-12, abs(coef(own) - same$est) < 1e-12)
keep(all, "expected.csv"); keep(do.call(rbind, differences), "expected_differences.csv"); keep(do.call(rbind, trends), "expected_trends.csv")
