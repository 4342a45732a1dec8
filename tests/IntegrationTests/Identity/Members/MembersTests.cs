using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using MimeKit;

namespace AiWebBuilder.IntegrationTests.Identity.Members;

/// <summary>Several people in one account: invited, joined, managed, gone.</summary>
internal sealed class MembersTests
{
    private const string Link = "/accept-invitation#token=";

    [Test]
    public async Task Whoever_is_invited_joins_by_the_mail_and_acts_for_the_account()
    {
        using var owner = await Person.RegisterAsync(App.Current);
        using var guest = await Person.RegisterAsync(App.Current);
        var campaign = (await owner.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();

        var invitation = await InviteAsync(owner, guest.Email.ToUpperInvariant(), "editor");
        invitation["status"]!.GetValue<string>().ShouldBe("pending");
        (invitation["expiresAt"]!.GetValue<DateTimeOffset>() - DateTimeOffset.UnixEpoch).ShouldBeGreaterThan(
            TimeSpan.Zero
        );
        var joined = await Answers.JsonAsync(await AcceptAsync(guest, await TokenAsync(invitation)), HttpStatusCode.OK);
        joined["id"]!.GetValue<Guid>().ShouldBe(owner.Id);
        joined["role"]!.GetValue<string>().ShouldBe("editor");

        var accounts = await ListAsync(guest.Client, "/v1/me/accounts");
        accounts.Select(account => account!["role"]!.GetValue<string>()).ShouldBe(["editor", "owner"]);
        accounts.Select(account => account!["current"]!.GetValue<bool>()).ShouldBe([false, true]);
        (await guest.Client.GetAsync($"/v1/campaigns/{campaign}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await guest.ActForAsync(owner.Id);
        guest.Account["role"]!.GetValue<string>().ShouldBe("editor");
        (await guest.Client.GetAsync($"/v1/campaigns/{campaign}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var members = await ListAsync(guest.Client, "/v1/members");
        members.Select(member => member!["role"]!.GetValue<string>()).ShouldBe(["editor", "owner"]);
        members.ShouldAllBe(member => member!["status"]!.GetValue<string>() == "active");
        (
            await App.Current.QueryAsync<bool>(
                $"select email_verified_at is not null from users where id = '{guest.Id}'"
            )
        ).ShouldBeTrue("only who reads the address's mail has the token");
        (await owner.Client.GetStringAsync("/v1/audit-log?limit=100")).ShouldContain("account_switched");
    }

    [Test]
    public async Task A_member_stays_themselves_whichever_account_they_act_for()
    {
        using var owner = await Person.RegisterAsync(App.Current);
        using var member = await Person.RegisterAsync(App.Current);
        await member.JoinAsync(App.Current, owner, "viewer");

        using var read = await member.Client.GetAsync("/v1/me");
        (await Answers.JsonAsync(read, HttpStatusCode.OK))["email"]!.GetValue<string>().ShouldBe(member.Email);
        (
            await member.Client.PatchTextAsync("/v1/me", """{"name":"Still me"}""", read.Headers.ETag!.ToString())
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await App.Current.QueryAsync<string>($"select name from users where id = '{owner.Id}'")).ShouldNotBe(
            "Still me"
        );
        (await member.Client.GetAsync("/v1/me/usage")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var sessions = await ListAsync(member.Client, "/v1/me/sessions");
        sessions.Count.ShouldBe(1, "their own, and not the owner's");
        (await member.Client.DeleteAsync($"/v1/me/sessions/{sessions[0]!["id"]}")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );
        await Eventually.AnswersAsync(() => member.Client.GetAsync("/v1/me"), HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Sixteen_acceptances_at_once_make_one_member()
    {
        using var owner = await Person.RegisterAsync(App.Current);
        using var guest = await Person.RegisterAsync(App.Current);
        var token = await TokenAsync(await InviteAsync(owner, guest.Email, "viewer"));

        var answers = await ConcurrencyTests.AtOnceAsync(_ => AcceptAsync(guest, token));

        ConcurrencyTests.Counts(answers).ShouldBe([(HttpStatusCode.OK, 16)]);
        (
            await App.Current.QueryAsync<long>($"select count(*) from account_members where user_id = '{owner.Id}'")
        ).ShouldBe(1);
    }

    [Test]
    public async Task An_invitation_is_good_for_its_address_alone_and_until_it_is_replaced_withdrawn_or_over()
    {
        using var owner = await Person.RegisterAsync(App.Current);
        using var guest = await Person.RegisterAsync(App.Current);
        using var thief = await Person.RegisterAsync(App.Current);
        var first = await InviteAsync(owner, guest.Email, "viewer");
        var old = await TokenAsync(first);

        (await AcceptAsync(thief, old)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await AcceptAsync(guest, "made-up")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        File.Delete(MailOf(first)!);
        var second = await InviteAsync(owner, guest.Email, "editor");
        second["id"]!.ToString().ShouldBe(first["id"]!.ToString());
        (await AcceptAsync(guest, old)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "it was replaced");
        var fresh = await TokenAsync(second);
        (await ListAsync(owner.Client, "/v1/members")).Count.ShouldBe(2);

        await App.Current.ListAsync<int>(
            $"update account_invitations set expires_at = now() where id = '{second["id"]}' returning 1"
        );
        (await AcceptAsync(guest, fresh)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "it is over");
        (await ListAsync(owner.Client, "/v1/members")).Count.ShouldBe(1);

        File.Delete(MailOf(first)!);
        var third = await InviteAsync(owner, guest.Email, "editor");
        var last = await TokenAsync(third);
        (await owner.Client.DeleteAsync($"/v1/members/{third["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await AcceptAsync(guest, last)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "it was withdrawn");

        // The secret stood in the mail and nowhere in the database.
        (
            await App.Current.QueryAsync<long>($"select count(*) from job_queue where payload::text like '%{last}%'")
        ).ShouldBe(0);
    }

    [TestCase("guest\r\nBcc: other@example.com")]
    [TestCase("two words@example.com")]
    [TestCase("guest@example.com,other")]
    [TestCase("<guest@example.com>")]
    [TestCase("guest(comment)@example.com")]
    [TestCase("gu\u202Eest@example.com")]
    [TestCase("\u200Bguest@example.com")]
    public async Task What_is_not_one_visible_address_is_not_invited(string email)
    {
        using var owner = await Person.RegisterAsync(App.Current);
        using var answer = await owner.Client.PostAsJsonAsync("/v1/members", new { email, role = "viewer" });
        (await Answers.JsonAsync(answer, HttpStatusCode.BadRequest))["errors"]!["email"].ShouldNotBeNull();
    }

    [Test]
    public async Task An_invitation_that_is_over_is_given_anew_only_while_there_is_a_seat_and_by_whoever_may()
    {
        using var owner = await Person.RegisterAsync(App.Current);
        using var admin = await Person.RegisterAsync(App.Current);
        await admin.JoinAsync(App.Current, owner, "admin");
        var first = await InviteAsync(owner, "late@example.com", "admin");
        await App.Current.ListAsync<int>(
            $"update account_invitations set expires_at = now() where id = '{first["id"]}' returning 1"
        );

        (await InviteAsync(admin, "late@example.com", "viewer"))["role"]!.GetValue<string>().ShouldBe("viewer");

        // The owner, the admin and one guest fill ten seats as little as two: the plan that has two is over its limit.
        await App.Current.ListAsync<int>(
            $"""
            update account_invitations set expires_at = now() where id = '{first["id"]}' returning 1;
            update users set comped_tier = 'creator' where id = '{owner.Id}' returning 1
            """
        );
        using var refused = await owner.Client.PostAsJsonAsync(
            "/v1/members",
            new { email = "late@example.com", role = "viewer" }
        );
        (await Answers.JsonAsync(refused, HttpStatusCode.PaymentRequired))["resource"]!
            .GetValue<string>()
            .ShouldBe("members");
    }

    [Test]
    public async Task A_member_is_not_invited_again_and_nobody_invites_an_owner()
    {
        using var owner = await Person.RegisterAsync(App.Current);
        using var member = await Person.RegisterAsync(App.Current);
        await member.JoinAsync(App.Current, owner, "viewer");
        foreach (var email in new[] { member.Email, owner.Email.ToUpperInvariant() })
        {
            (await owner.Client.PostAsJsonAsync("/v1/members", new { email, role = "viewer" })).StatusCode.ShouldBe(
                HttpStatusCode.Conflict
            );
        }
        (
            await owner.Client.PostAsJsonAsync("/v1/members", new { email = "new@example.com", role = "owner" })
        ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task Admins_manage_editors_and_viewers_and_only_the_owner_manages_admins()
    {
        using var owner = await Person.RegisterAsync(App.Current);
        using var admin = await Person.RegisterAsync(App.Current);
        using var rival = await Person.RegisterAsync(App.Current);
        using var viewer = await Person.RegisterAsync(App.Current);
        await admin.JoinAsync(App.Current, owner, "admin");
        var rivals = await rival.JoinAsync(App.Current, owner, "admin");
        var viewers = await viewer.JoinAsync(App.Current, owner, "viewer");

        foreach (
            var (send, expected) in new (Func<Task<HttpResponseMessage>>, HttpStatusCode)[]
            {
                (() => PatchAsync(admin, viewers, "editor"), HttpStatusCode.OK),
                (() => PatchAsync(admin, viewers, "admin"), HttpStatusCode.Forbidden),
                (() => PatchAsync(admin, rivals, "viewer"), HttpStatusCode.Forbidden),
                (() => DeleteAsync(admin, rivals), HttpStatusCode.Forbidden),
                (
                    () => admin.Client.PostAsJsonAsync("/v1/members", new { email = "a@example.com", role = "admin" }),
                    HttpStatusCode.Forbidden
                ),
                (
                    () => admin.Client.PostAsJsonAsync("/v1/members", new { email = "a@example.com", role = "editor" }),
                    HttpStatusCode.Created
                ),
                (() => PatchAsync(admin, owner.Id, "viewer"), HttpStatusCode.Conflict),
                (() => DeleteAsync(admin, owner.Id), HttpStatusCode.Conflict),
                (() => PatchAsync(owner, owner.Id, "viewer"), HttpStatusCode.Conflict),
                (() => DeleteAsync(owner, owner.Id), HttpStatusCode.Conflict),
                (() => DeleteAsync(owner, Guid.CreateVersion7()), HttpStatusCode.NotFound),
                (() => PatchAsync(owner, rivals, "viewer"), HttpStatusCode.OK),
                (() => DeleteAsync(admin, rivals), HttpStatusCode.NoContent),
            }
        )
        {
            using var answer = await send();
            answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
        }
        using var stranger = await Person.RegisterAsync(App.Current);
        (await DeleteAsync(stranger, viewers)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (
            await stranger.Client.PostAsJsonAsync(
                "/v1/auth/account",
                new { refreshToken = stranger.RefreshToken, accountId = owner.Id }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_viewer_may_leave_and_remove_nobody_else()
    {
        using var owner = await Person.RegisterAsync(App.Current);
        using var viewer = await Person.RegisterAsync(App.Current);
        using var other = await Person.RegisterAsync(App.Current);
        var own = await viewer.JoinAsync(App.Current, owner, "viewer");
        var others = await other.JoinAsync(App.Current, owner, "viewer");

        foreach (var id in new[] { others, owner.Id, Guid.CreateVersion7() })
        {
            (await DeleteAsync(viewer, id)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
        (await DeleteAsync(viewer, own)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.AnswersAsync(() => viewer.Client.GetAsync("/v1/campaigns"), HttpStatusCode.Unauthorized);
        await viewer.RefreshAsync();
        viewer.Account["id"]!.GetValue<Guid>().ShouldBe(viewer.Id);
    }

    [Test]
    public async Task An_address_gets_five_invitations_a_day_from_everybody_together()
    {
        using var one = await Person.RegisterAsync(App.Current);
        using var other = await Person.RegisterAsync(App.Current);
        var email = SignInNode.NewEmail();
        for (var mails = 0; mails < 5; mails++)
        {
            await InviteAsync(
                mails % 2 == 0 ? one : other,
                mails % 2 == 0 ? email : email.ToUpperInvariant(),
                "viewer"
            );
        }

        foreach (var person in new[] { one, other })
        {
            using var refused = await person.Client.PostAsJsonAsync("/v1/members", new { email, role = "viewer" });
            refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromHours(23), TimeSpan.FromHours(24));
            (await Answers.JsonAsync(refused, HttpStatusCode.TooManyRequests))["code"]!
                .GetValue<string>()
                .ShouldBe("identity.too_many_invitations");
        }
        await InviteAsync(one, SignInNode.NewEmail(), "viewer");
    }

    private static async Task<JsonNode> InviteAsync(Person by, string email, string role) =>
        await Answers.JsonAsync(
            await by.Client.PostAsJsonAsync("/v1/members", new { email, role }),
            HttpStatusCode.Created
        );

    private static Task<HttpResponseMessage> AcceptAsync(Person who, string token) =>
        who.Client.PostAsJsonAsync("/v1/members/invitations/acceptance", new { token });

    private static Task<HttpResponseMessage> PatchAsync(Person by, Guid memberId, string role) =>
        by.Client.PatchTextAsync($"/v1/members/{memberId}", $$"""{"role":"{{role}}"}""", null);

    private static Task<HttpResponseMessage> DeleteAsync(Person by, Guid memberId) =>
        by.Client.DeleteAsync($"/v1/members/{memberId}");

    private static async Task<JsonArray> ListAsync(HttpClient client, string path) =>
        (await Answers.JsonAsync(await client.GetAsync(path), HttpStatusCode.OK))["data"]!.AsArray();

    /// <summary>The file of the invitation's mail; null until it has been sent.</summary>
    private static string? MailOf(JsonNode invitation) =>
        Directory.Exists(App.Current.MailFolder)
            ? Directory
                .GetFiles(App.Current.MailFolder, "*.eml")
                .SingleOrDefault(file =>
                {
                    using var mail = MimeMessage.Load(file);
                    return mail.To.Mailboxes.Single().Address == invitation["email"]!.GetValue<string>()
                        && mail.TextBody!.Contains(Link, StringComparison.Ordinal);
                })
            : null;

    /// <summary>As the invited person reads it in the mail.</summary>
    private static async Task<string> TokenAsync(JsonNode invitation)
    {
        await Eventually.TrueAsync(() => Task.FromResult(MailOf(invitation) is not null), "a mail");
        using var mail = await MimeMessage.LoadAsync(MailOf(invitation)!);
        return mail.TextBody!.Split(Link)[1].Split('\n')[0].Trim();
    }
}
