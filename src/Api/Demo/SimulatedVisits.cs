using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Api.Demo;

/// <summary>What came of simulated visits.</summary>
internal sealed record VisitTotals(int Visits, int Accepted, int Forms);

/// <summary>
/// Visitors who come through the public addresses alone: they fetch the page, send what the page's script would send, and some
/// fill the form in. Each says in its user agent and its event data that it is simulated. The same seed gives the same visits.
/// </summary>
internal sealed class SimulatedVisits(HttpClient http, int seed)
{
    private static readonly string[] Queries =
    [
        "",
        "",
        "?utm_source=newsletter&utm_medium=email",
        "?utm_source=instagram&utm_medium=social",
        "?utm_source=google&utm_medium=cpc",
    ];

    private readonly Random random = new(seed);
    private readonly HtmlParser parser = new();

    /// <param name="page">The published first page.</param>
    /// <param name="progress">Called after each visit with its number.</param>
    public async Task<VisitTotals> RunAsync(
        Uri page,
        string campaignId,
        int visits,
        Action<int> progress,
        CancellationToken cancellationToken
    )
    {
        var totals = new VisitTotals(0, 0, 0);
        for (var visit = 1; visit <= visits; visit++)
        {
            // 198.18.0.0/15 is set aside for tests (RFC 2544): nobody's address is counted.
            var address = $"198.{18 + visit / 250}.{visit % 250}.{random.Next(1, 255)}";
            var agent = $"Mozilla/5.0 (simulated visitor {visit}; AiWebBuilder demo) Chrome/1{random.Next(20, 50)}.0";
            var (accepted, form) = await VisitAsync(page, campaignId, address, agent, cancellationToken);
            totals = new VisitTotals(visit, totals.Accepted + accepted, totals.Forms + (form ? 1 : 0));
            progress(visit);
        }
        return totals;
    }

    private async Task<(int Accepted, bool Form)> VisitAsync(
        Uri page,
        string campaignId,
        string address,
        string agent,
        CancellationToken cancellationToken
    )
    {
        var url = new Uri(page, page.AbsolutePath + Queries[random.Next(Queries.Length)]);
        using var fetch = Request(HttpMethod.Get, url, address, agent);
        using var fetched = await http.SendAsync(fetch, cancellationToken);
        fetched.EnsureSuccessStatusCode();
        using var document = await parser.ParseDocumentAsync(
            await fetched.Content.ReadAsStringAsync(cancellationToken),
            cancellationToken
        );
        var sections = document.QuerySelectorAll("[data-component-id]").ToArray();
        var session = TimeProvider.System.NewId().ToString("N");
        JsonArray events = [Event("view", null)];
        // Fewer and fewer read on: each visitor stops somewhere.
        foreach (var section in sections.Take(1 + random.Next(sections.Length)))
        {
            events.Add(Event("view", section));
        }
        if (random.NextDouble() < 0.35 && sections.Where(HasAction).ToArray() is { Length: > 0 } withAction)
        {
            events.Add(Event("click", withAction[random.Next(withAction.Length)]));
        }
        using var send = Request(HttpMethod.Post, new Uri(page, "/e"), address, agent);
        send.Content = JsonContent.Create(new JsonObject { ["campaignId"] = campaignId, ["events"] = events });
        using var sent = await http.SendAsync(send, cancellationToken);
        sent.EnsureSuccessStatusCode();
        var answer = await sent.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
        var filled =
            random.NextDouble() < 0.08
            && document.QuerySelector("form") is IHtmlFormElement form
            && await SubmitAsync(form, page, address, agent, cancellationToken);
        return (answer!["accepted"]!.GetValue<int>(), filled);

        JsonObject Event(string type, IElement? section) =>
            new()
            {
                ["id"] = TimeProvider.System.NewId().ToString(),
                ["type"] = type,
                ["componentId"] = section?.GetAttribute("data-component-id"),
                ["sessionId"] = session,
                ["url"] = url.AbsoluteUri,
                ["data"] = new JsonObject { ["simulated"] = true },
            };
    }

    private async Task<bool> SubmitAsync(
        IHtmlFormElement form,
        Uri page,
        string address,
        string agent,
        CancellationToken cancellationToken
    )
    {
        // Of several buttons one is pressed.
        var pressed = form.Elements.OfType<IHtmlButtonElement>().FirstOrDefault();
        var fields = form
            .Elements.Where(field => field.GetAttribute("name") is { Length: > 0 })
            .Where(field => field is not IHtmlButtonElement || field == pressed)
            .Select(field => KeyValuePair.Create(field.GetAttribute("name")!, ValueFor(field)));
        using var request = Request(
            HttpMethod.Post,
            new Uri(page, form.GetAttribute("action") ?? page.AbsolutePath),
            address,
            agent
        );
        request.Content = new FormUrlEncodedContent(fields);
        using var response = await http.SendAsync(request, cancellationToken);
        return (int)response.StatusCode < 400 ? true : throw new ProductRefusedException("The form was refused.");
    }

    /// <summary>What a person would type; fields that people do not see keep the value they have.</summary>
    private string ValueFor(IHtmlElement field) =>
        field switch
        {
            IHtmlInputElement { Type: "hidden" } hidden => hidden.Value,
            IHtmlInputElement { Type: "email" } => string.Create(
                CultureInfo.InvariantCulture,
                $"visitor{random.Next(10_000)}@example.com"
            ),
            IHtmlInputElement { Type: "tel" } => "+44 20 7946 0000",
            IHtmlInputElement { Type: "number" } => "2",
            IHtmlInputElement { Type: "date" } => "2026-12-01",
            IHtmlInputElement { Type: "checkbox" } => "on",
            IHtmlSelectElement select => select.Value ?? "",
            IHtmlButtonElement button => button.Value,
            IHtmlInputElement input when input.GetAttribute("tabindex") == "-1" => "",
            _ => "Simulated",
        };

    private static bool HasAction(IElement section) => section.QuerySelector("a[href],button") is not null;

    private static HttpRequestMessage Request(HttpMethod method, Uri url, string address, string agent)
    {
        var request = new HttpRequestMessage(method, url);
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", address);
        return request;
    }
}
