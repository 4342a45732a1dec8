using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Mvc.Testing;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Analytics;

/// <summary>Forms of published pages, as browsers send them.</summary>
internal sealed class FormSubmissionTests
{
    [Test]
    public async Task A_form_is_kept_counted_and_thanked_for_in_the_pages_language()
    {
        using var site = await Site.PublishAsync("clinic-arabic");
        using var visitor = Visitor();
        var (action, fields) = await FormAsync(visitor, site);
        action.ShouldBe($"{site.Url}/submissions");

        using var answer = await PostAsync(visitor, action, fields);
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        var page = new HtmlParser().ParseDocument(html);
        page.DocumentElement.GetAttribute("lang").ShouldBe("ar");
        page.DocumentElement.GetAttribute("dir").ShouldBe("rtl");
        page.QuerySelector("h1")!.TextContent.ShouldBe("شكرًا لك");
        page.QuerySelector("main a")!.GetAttribute("href").ShouldBe(site.Url);

        var submissions = await ListAsync(site);
        var submission = submissions.ShouldHaveSingleItem()!;
        submission["componentId"]!.GetValue<string>().ShouldBe(fields["_component"]);
        submission["page"]!.GetValue<string>().ShouldBe("index");
        submission["fields"]!["name"]!.GetValue<string>().ShouldBe(fields["name"]);
        submission["fields"]!.AsObject().ShouldNotContain(field => field.Key.StartsWith('_'));

        var totals = (await site.AnalyticsAsync())["totals"]!;
        totals["formSubmits"]!.GetValue<long>().ShouldBe(1);
        totals["conversions"]!.GetValue<long>().ShouldBe(1);
        totals["visitors"]!.GetValue<long>().ShouldBe(1);
        (
            await App.Current.QueryAsync<string>(
                $"select conversion_type from conversions where campaign_id = '{site.Id}'"
            )
        ).ShouldBe("lead");
        (await site.CampaignAsync())["conversions"]!.GetValue<int>().ShouldBe(1);
    }

    [Test]
    public async Task Sent_twice_it_is_one_submission_and_with_other_words_two()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Visitor();
        var (action, fields) = await FormAsync(visitor, site);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(visitor, action, fields)));
        (await ListAsync(site)).Count.ShouldBe(1);
        (await site.AnalyticsAsync())["totals"]!["conversions"]!.GetValue<long>().ShouldBe(1);

        fields["name"] = "Somebody else";
        await PostAsync(visitor, action, fields);
        (await ListAsync(site)).Count.ShouldBe(2);
    }

    [Test]
    public async Task A_program_that_fills_the_trap_gets_the_same_answer_and_leaves_nothing()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Visitor();
        var (action, fields) = await FormAsync(visitor, site);
        fields["_website"] = "https://spam.example";
        using var trapped = await PostAsync(visitor, action, fields);
        fields["_website"] = "";
        (await ListAsync(site)).ShouldBeEmpty();
        (await site.AnalyticsAsync())["totals"]!["formSubmits"]!.GetValue<long>().ShouldBe(0);
        using var honest = await PostAsync(visitor, action, fields);
        (await trapped.Content.ReadAsStringAsync()).ShouldBe(await honest.Content.ReadAsStringAsync());
        trapped.StatusCode.ShouldBe(honest.StatusCode);
    }

    [Test]
    public async Task A_campaign_with_a_page_for_it_sends_its_visitors_there()
    {
        using var site = await Site.PublishAsync("webinar-funnel");
        using var visitor = Visitor();
        var (action, fields) = await FormAsync(visitor, site);
        using var answer = await PostAsync(visitor, action, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var next = answer.Headers.Location!.OriginalString;
        next.ShouldStartWith(site.Url + "/");
        (await visitor.GetAsync(next)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_form_that_is_none_is_refused()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Visitor();
        var action = $"{site.Url}/submissions";
        (await visitor.PostTextAsync(action, "{}")).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await PostAsync(visitor, action, [])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(visitor, action, new() { ["name"] = "a\0b" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(visitor, action, new() { ["name"] = new string('x', 33_000) })).StatusCode.ShouldBe(
            HttpStatusCode.RequestEntityTooLarge
        );
        (
            await PostAsync(visitor, action, Enumerable.Range(0, 60).ToDictionary(i => $"f{i}", _ => "x"))
        ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var file = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "photo", "photo.png" } };
        (await visitor.PostAsync(action, file)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(visitor, "/p/nobody-is-here/submissions", new() { ["name"] = "x" })).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await ListAsync(site)).ShouldBeEmpty();
    }

    [Test]
    public async Task A_refusal_is_a_page_in_the_campaigns_language_to_a_browser_and_a_problem_to_a_program()
    {
        using var site = await Site.PublishAsync("boulangerie-nantes");
        var action = $"{site.Url}/submissions";
        (
            string Action,
            Dictionary<string, string> Fields,
            HttpStatusCode Status,
            string Language,
            string Words
        )[] refusals =
        [
            (
                action,
                new() { ["name"] = new string('x', 33_000) },
                HttpStatusCode.RequestEntityTooLarge,
                "fr",
                "trop long"
            ),
            (action, [], HttpStatusCode.BadRequest, "fr", "n’a pas pu être envoyé"),
            // Nobody's address has none: the visitor's own.
            (
                "/p/nobody-is-here/submissions",
                new() { ["name"] = "x" },
                HttpStatusCode.NotFound,
                "de",
                "nicht verfügbar"
            ),
        ];
        foreach (var (address, fields, status, language, words) in refusals)
        {
            using var browser = Browser(App.Current);
            using var page = await PostAsync(browser, address, fields);
            (await RefusalAsync(page, status, language, "ltr")).ShouldContain(words);

            using var program = Visitor();
            using var problem = await PostAsync(program, address, fields);
            problem.StatusCode.ShouldBe(status);
            problem.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }
    }

    [Test]
    public async Task Too_many_forms_are_refused_with_a_page_in_the_campaigns_language_and_nothing_is_stored()
    {
        using var site = await Site.PublishAsync("clinic-arabic");
        await using var strict = App.Current.WithWebHostBuilder(host =>
        {
            host.UseSetting("RateLimits:IngestionPerMinute", "1");
            host.UseSetting("Jobs:Enabled", "false");
        });
        // This node has not shown the page yet.
        using var browser = Browser(strict);
        using var visitor = Visitor();
        var (action, fields) = await FormAsync(visitor, site);
        using var sent = await PostAsync(browser, action, fields);
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);

        fields["name"] = "Ada, once more";
        using var refused = await PostAsync(browser, action, fields);

        (await RefusalAsync(refused, HttpStatusCode.TooManyRequests, "ar", "rtl")).ShouldContain("رسائل كثيرة جدًا");
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        (await ListAsync(site)).Count.ShouldBe(1);
        using var program = strict.CreateClient();
        using var problem = await PostAsync(program, action, new() { ["name"] = "Ada, once more" });
        (await Answers.JsonAsync(problem, HttpStatusCode.TooManyRequests))["code"]!
            .GetValue<string>()
            .ShouldBe("request.too_many");
    }

    [Test]
    public async Task While_the_database_is_away_a_form_is_refused_with_a_page_in_the_campaigns_language()
    {
        await using var host = await App.StartAnotherAsync();
        using var site = await Site.PublishAsync("boulangerie-nantes", host);
        using var browser = Browser(host);
        (await browser.GetAsync(site.Url)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var owner = NpgsqlDataSource.Create(host.Owner);
        var name = new NpgsqlConnectionStringBuilder(host.Owner).Database;
        await ExecuteAsync(
            owner,
            $"""
            alter database {name} connection limit 0;
            select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}' and pid <> pg_backend_pid()
            """
        );

        using var refused = await PostAsync(browser, $"{site.Url}/submissions", new() { ["name"] = "Ada" });

        (await RefusalAsync(refused, HttpStatusCode.ServiceUnavailable, "fr", "ltr")).ShouldContain(
            "Indisponible pour le moment"
        );
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        await ExecuteAsync(owner, $"alter database {name} connection limit -1");
        await Eventually.TrueAsync(async () =>
            (await site.Owner.GetAsync($"/v1/campaigns/{site.Id}")).IsSuccessStatusCode
        );
        (await ListAsync(site)).ShouldBeEmpty();
    }

    /// <summary>A browser of somebody who reads Icelandic, German and English.</summary>
    private static HttpClient Browser(WebApplicationFactory<Program> node)
    {
        var client = node.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Site.Browser);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("is, de-AT;q=0.9, en;q=0.8");
        return client;
    }

    /// <returns>The page, which loads nothing, runs nothing and is kept nowhere.</returns>
    private static async Task<string> RefusalAsync(
        HttpResponseMessage answer,
        HttpStatusCode status,
        string language,
        string direction
    )
    {
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, html);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        html.ShouldStartWith("<!doctype html>");
        html.ShouldContain($"<html lang=\"{language}\" dir=\"{direction}\">");
        html.ShouldNotContain("traceId");
        answer
            .Headers.GetValues("Content-Security-Policy")
            .Single()
            .ShouldBe("default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return html;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource owner, string sql)
    {
        foreach (var statement in sql.Split(';'))
        {
            await using var command = owner.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    [Test]
    public async Task A_person_can_have_their_words_deleted()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Visitor();
        var (action, fields) = await FormAsync(visitor, site);
        await PostAsync(visitor, action, fields);
        var path = $"/v1/campaigns/{site.Id}/submissions/{(await ListAsync(site))[0]!["id"]}";
        using var stranger = await App.Current.SignedInAsync();
        (await stranger.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Owner.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ListAsync(site)).ShouldBeEmpty();
        (await site.Owner.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static HttpClient Visitor()
    {
        var client = App.Current.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Site.Browser);
        return client;
    }

    /// <summary>The first form of the first page, filled in as a browser would send it.</summary>
    private static async Task<(string Action, Dictionary<string, string> Fields)> FormAsync(
        HttpClient visitor,
        Site site
    )
    {
        var page = new HtmlParser().ParseDocument(await visitor.GetStringAsync(site.Url));
        var form = page.QuerySelector("form").ShouldNotBeNull();
        var fields = form.QuerySelectorAll("input[name], select[name], textarea[name]")
            .ToDictionary(field => field.GetAttribute("name")!, Filled, StringComparer.Ordinal);
        return (form.GetAttribute("action")!, fields);
    }

    private static string Filled(IElement field) =>
        field.GetAttribute("value")
        ?? field.QuerySelector("option:last-child")?.TextContent
        ?? (
            field.Closest("[hidden]") is not null
                ? ""
                : field.GetAttribute("type") switch
                {
                    "email" => "ada@example.com",
                    "tel" => "+44 20 7946 0958",
                    "date" => "2099-05-31",
                    _ => $"value of {field.GetAttribute("name")}",
                }
        );

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient visitor,
        string action,
        Dictionary<string, string> fields
    )
    {
        using var content = new FormUrlEncodedContent(fields);
        return await visitor.PostAsync(action, content);
    }

    private static async Task<JsonArray> ListAsync(Site site) =>
        (await site.Owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{site.Id}/submissions"))!["data"]!.AsArray();
}
