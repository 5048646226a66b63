# Rscript make_truth.R: the R-indicator of an invented sample by glm, written as a table of inputs and one line of results.
# Bias adjustment and standard error follow from vcov() by the delta method; see etl/estimate/fieldwork/response.py.
cells <- expand.grid(area = c("01", "02", "21"), language = c("fi", "sv"), age = c("18-29", "65+"))
cells$sampled <- c(120, 80, 20, 60, 40, 70, 90, 75, 15, 50, 45, 60)
cells$responded <- c(40, 31, 9, 26, 17, 40, 55, 50, 12, 33, 24, 45)
cells$population <- c(50000, 20000, 900, 6000, 3000, 4000, 45000, 22000, 1100, 7000, 3500, 5000)
fit <- glm(cbind(responded, sampled - responded) ~ area + language + age, family = binomial, data = cells,
           control = glm.control(epsilon = 1e-14, maxit = 100))
rho <- fitted(fit)
share <- cells$population / sum(cells$population)
g <- rho * (1 - rho) * model.matrix(fit)
centred <- sweep(g, 2, colSums(share * g))
apart <- rho - sum(share * rho)
s2 <- sum(share * apart^2)
bias <- sum(share * rowSums((centred %*% vcov(fit)) * centred))
slope <- 2 * colSums(share * apart * centred)
cat(sprintf("unadjusted %.10f adjusted %.10f error %.10f\n", 1 - 2 * sqrt(s2), 1 - 2 * sqrt(s2 - bias),
            sqrt(drop(slope %*% vcov(fit) %*% slope)) / sqrt(s2)))
