// A sign-in service on the loopback: node provider.js PORT CLIENT SECRET REDIRECT [SECONDS]
// Whoever signs in is who they say they are; an address of "unproven-…" is not verified.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const modules = process.env.NODE_MODULES_OF_TESTS;
const found = createRequire(path.join(modules, "index.js")).resolve("oidc-provider");
const { default: Provider } = await import(pathToFileURL(found));

const [port, client, secret, redirect, seconds] = process.argv.slice(2);
const roles = { "paula@example.fi": ["publisher"], "otto@example.fi": ["official", "somewhere-else"] };
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: client,
      client_secret: secret,
      redirect_uris: [redirect],
      post_logout_redirect_uris: [redirect],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "roles"] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: true } },
  ttl: { IdToken: Number(seconds ?? 3600), AccessToken: 3600, Session: 3600, Interaction: 3600, Grant: 3600 },
  pkce: { required: () => true },
  cookies: { keys: ["only for tests"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: id,
      email_verified: !id.startsWith("unproven-"),
      name: id,
      roles: roles[id] ?? [],
    }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
