using System.Net;
using System.Net.Http.Json;
using AiWebBuilder.IntegrationTests.Isolation;

namespace AiWebBuilder.IntegrationTests.Identity;

internal sealed class IdentitySamples : ModuleSamples
{
    public override int Order => 0;

    public override IReadOnlyDictionary<string, string> Bodies { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["updateMe"] = """{"name":"Another name"}""",
            ["createApiKey"] = """{"name":"Mine","scopes":["campaigns:read"]}""",
            ["rotateApiKey"] = """{"overlapHours":1}""",
            ["inviteMember"] = """{"email":"somebody@example.com","role":"viewer"}""",
            ["updateMember"] = """{"role":"viewer"}""",
            ["acceptInvitation"] = """{"token":"nobodys"}""",
            ["setUserTier"] = """{"tier":"agency","reason":"Mine now."}""",
            ["setUserStatus"] = """{"status":"active","reason":"Mine now."}""",
            ["compUser"] = """{"tier":"agency","reason":"Mine now."}""",
            ["changePassword"] =
                """{"currentPassword":"a long enough password","newPassword":"another long enough password"}""",
            ["startTotp"] = """{"password":"another long enough password"}""",
            ["confirmTotp"] = """{"code":"000000"}""",
            ["removeTotp"] = """{"password":"another long enough password"}""",
            ["renewRecoveryCodes"] = """{"password":"another long enough password"}""",
            ["createCheckout"] = """{"tier":"creator"}""",
        };

    public override IReadOnlyList<ForeignAnswer> ForeignAnswers { get; } =
    [
        new("confirmTotp", "", 409, "the account has no second factor that waits for a code"),
        new("renewRecoveryCodes", "", 409, "the account has no second factor"),
        new("acceptInvitation", "", 404, "the token is nobody's"),
        new("createCheckout", "", 409, "billing is off without a key"),
        new("createPortalLink", "", 409, "billing is off without a key"),
        new("acceptBillingEvent", "", 409, "billing is off without a key"),
    ];

    public override string Rows(Guid user, string account)
    {
        var member = SampleIds.Of(account, "member");
        return $$"""
            insert into users (id, email, password_hash, name) values ('{{user}}', '{{account}}@example.com', 'secret', '{{account}}');
            insert into user_usage (user_id, month) values ('{{user}}', '2026-01-01');
            insert into user_sessions (user_id, expires_at) values ('{{user}}', now() + interval '1 day');
            insert into users (id, email, password_hash, name)
                values ('{{member}}', 'member-{{account}}@example.com', 'secret', 'Member of {{account}}');
            insert into account_members (user_id, member_id, role) values ('{{user}}', '{{member}}', 'editor');
            insert into account_invitations (user_id, email, role, token_hash, expires_at)
                values ('{{user}}', 'guest@example.com', 'viewer', sha256('{{user}}'), now() + interval '1 day');
            insert into api_keys (user_id, created_by, name, hint, secret_hash, scopes)
                values ('{{user}}', '{{user}}', 'Key', 'aiwb_live_x', sha256('{{user}}'), '{campaigns:read}');
            insert into email_tokens (user_id, purpose, token_hash, expires_at) values ('{{user}}', 'verify_email', sha256('{{user}}'), now());
            insert into totp_factors (user_id, sealed_secret) values ('{{user}}', '\x00');
            insert into recovery_codes (user_id, code_hash) values ('{{user}}', sha256('{{user}}'));
            insert into usage_warnings (user_id, month, resource, threshold) values ('{{user}}', '2026-01-01', 'campaigns', 80);
            insert into billing_accounts (user_id, customer_id) values ('{{user}}', 'cus_{{account}}');
            insert into erasures (user_id, requested_at) values ('{{user}}', now());

            """;
    }

    public override async Task MakeAsync(Tenant tenant, Host database, string word)
    {
        await tenant.SendAsync(HttpMethod.Patch, "/v1/me", new { settings = new { word } });
        tenant.Is(tenant.Account.ToString(), "userId", "accountId");
        tenant.Is(await tenant.OneOfAsync(database, "user_sessions"), "sessionId");
        using var key = await tenant.Client.PostAsJsonAsync(
            "/v1/api-keys",
            new { name = word, scopes = new[] { "campaigns:read" } }
        );
        tenant.Is((await Answers.JsonAsync(key, HttpStatusCode.Created))["id"]!.GetValue<string>(), "keyId");
        tenant.Is(
            await database.QueryAsync<string>(
                $"""
                update users set comped_tier = 'agency' where id = '{tenant.Account}';
                with guest as (
                    insert into users (email, password_hash, name) values ('guest-{word}@example.com', 'x', '{word} guest') returning id)
                insert into account_members (user_id, member_id, role) select '{tenant.Account}', id, 'editor' from guest returning id::text
                """
            ),
            "memberId"
        );
    }
}
