using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.IntegrationTests.Campaigns.Exports;

/// <summary>What people take away: opened and read.</summary>
public sealed partial class ExportTests
{
    [Test]
    public async Task Html_is_a_folder_of_pages_that_work_without_the_product()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("webinar-funnel");
        var (name, files) = await ZipAsync(client, campaign, "html");
        name.ShouldEndWith("-html.zip");
        files.Keys.ShouldContain("index.html");
        files.Keys.ShouldContain("README.txt");
        var pages = files
            .Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal) && !file.Key.Contains('/'))
            .ToArray();
        pages.Length.ShouldBeGreaterThan(1);
        foreach (var (page, html) in pages)
        {
            var document = new HtmlParser().ParseDocument(html);
            document
                .QuerySelectorAll("script:not([type='application/ld+json']), link[rel=stylesheet], img[src^=http]")
                .ShouldBeEmpty(page);
            foreach (var link in document.QuerySelectorAll("a[href]"))
            {
                var href = link.GetAttribute("href")!;
                if (href[0] != '#' && !href.Contains(':', StringComparison.Ordinal))
                {
                    files.Keys.ShouldContain(href.Split('#', '?')[0], $"{page} links to {href}");
                }
            }
            files["README.txt"].ShouldContain(page);
        }
    }

    [Test]
    public async Task Emails_come_as_html_text_and_message_with_links_that_work_from_a_mailbox()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("saas-invoicing");
        var emails = (await client.ComponentsAsync(campaign)).Where(one => one.Text("kind") == "e-head").ToArray();
        emails.ShouldNotBeEmpty();
        var (_, files) = await ZipAsync(client, campaign, "html");
        var (_, alone) = await ZipAsync(client, campaign, "email");
        alone
            .Keys.Where(file => file != "README.txt")
            .Order()
            .ShouldBe(
                files
                    .Keys.Where(file => file.StartsWith("emails/", StringComparison.Ordinal))
                    .Select(file => file["emails/".Length..])
                    .Order()
            );
        foreach (var email in emails)
        {
            var path = $"emails/{email.Text("page")}";
            var html = files[$"{path}.html"];
            foreach (var link in new HtmlParser().ParseDocument(html).QuerySelectorAll("a[href]"))
            {
                var href = link.GetAttribute("href")!;
                (href.Contains(':', StringComparison.Ordinal) || href[0] is '#' or '%').ShouldBeTrue(href);
            }
            files[$"{path}.txt"].ShouldNotContain(": ./");
            var message = files[$"{path}.eml"];
            message.Replace("\r\n", "").ShouldNotContain("\n", Case.Sensitive, "a message's lines end with CRLF");
            var subject = message.Split("\r\nMIME-Version")[0].Split("Subject: ")[1];
            Decode(subject).ShouldBe(email!["props"]!.Text("subject"));
            message.ShouldContain(
                "\r\nList-Unsubscribe: <%UNSUBSCRIBE_URL%>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
            );
            var parts = message
                .Split("Content-Transfer-Encoding: base64\r\n\r\n")[1..]
                .Select(part => Encoding.UTF8.GetString(Convert.FromBase64String(part.Split("\r\n--")[0])))
                .ToArray();
            parts.ShouldBe([files[$"{path}.txt"].ReplaceLineEndings("\r\n"), html.ReplaceLineEndings("\r\n")]);
            message.Split("\r\n").ShouldAllBe(line => line.Length <= 100 && line.All(letter => letter < 128));
        }

        static string Decode(string header) =>
            header.StartsWith("=?", StringComparison.Ordinal)
                ? string.Concat(
                    header
                        .Split("\r\n ")
                        .Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word[10..^2])))
                )
                : header;
    }

    [Test]
    public async Task Json_holds_the_campaign_with_its_components_and_every_version()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        var edited = (await client.ComponentsAsync(campaign))[0].Text("id");
        await client.EditAsync(edited, """{"name":"Edited"}""");
        using var answer = await client.GetAsync($"/v1/campaigns/{campaign}/exports/json");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answer.Content.Headers.ContentDisposition!.FileNameStar.ShouldEndWith(".json");
        var document = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        document.Text("format").ShouldBe("aiwebbuilder.campaign");
        document["state"].Text("id").ShouldBe(campaign);
        var components = document["components"]!.AsArray();
        var present = await client.ComponentsAsync(campaign);
        components.Select(one => one!["state"].Text("id")).ShouldBe(present.Select(one => one.Text("id")));
        var versions = components.Single(one => one!["state"].Text("id") == edited)!["versions"]!.AsArray();
        versions.Select(one => one.Number("version")).ShouldBe([1, 2]);
        versions[1].Text("code").ShouldBe(present[0].Text("code"));
        document["plan"]!["sections"]!.AsArray().ShouldNotBeEmpty();
    }

    /// <summary>What the document holds under the names of requests is what they take, and nothing is lost on the way.</summary>
    [TestCase("boulangerie-nantes")]
    [TestCase("bookshop-hebrew")]
    [TestCase("plumber-in-a-hurry")]
    public async Task Json_goes_back_in_and_comes_out_the_same(string brief)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync(brief);
        await client.AddComponentAsync(
            campaign,
            code: "<section><h2>Own</h2></section>",
            cssStyles: "h2 { color: red }"
        );
        var detached = (await client.ComponentsAsync(campaign)).First(one => one.Text("kind") == "footer");
        await client.EditAsync(detached.Text("id"), """{"code":"<section><h2>By hand</h2></section>"}""");
        await SetThemeAsync(
            campaign,
            JsonNode.Parse("""{"style":"bold","primary":"#7A1F3D","highlight":"#E2725B"}""")!
        );
        var facts = (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/facts"))!["data"]!.AsArray();
        var told = new JsonArray([.. facts.Skip(1).Select(fact => Stated(fact!))]);
        told.Add(JsonNode.Parse("""{"kind":"price","value":{"amount":"9","currency":"EUR","qualifier":"exact"}}"""));
        await SetFactsAsync(campaign, new JsonObject { ["data"] = told });
        var added = await PriceAsync();
        // A correction keeps the id, which is no longer made of what the fact says.
        var corrected = new JsonArray([.. told.SkipLast(1).Select(fact => fact!.DeepClone())]);
        corrected.Add(
            JsonNode.Parse(
                $$$"""{"id":"{{{added}}}","kind":"price","value":{"amount":"11","currency":"EUR","qualifier":"exact"}}"""
            )
        );
        await SetFactsAsync(campaign, new JsonObject { ["data"] = corrected });
        await client.AddBlockAsync(campaign, "offer", $$"""{"heading":"Now","price":"{{added}}"}""");
        var first = await ExportAsync(campaign);

        var again = await ImportAsync(first);

        var second = await ExportAsync(again);
        foreach (var part in new[] { "format", "formatVersion", "campaign", "theme", "facts" })
        {
            second[part]!.ToJsonString().ShouldBe(first[part]!.ToJsonString());
        }
        Components(second).ShouldBe(Components(first));
        var (before, after) = (await client.ComponentsAsync(campaign), await client.ComponentsAsync(again));
        after.Select(Made).ShouldBe(before.Select(Made));
        before.Count(one => one!["isAttached"]!.GetValue<bool>()).ShouldBeGreaterThan(3);
        before.Count(one => !one!["isAttached"]!.GetValue<bool>()).ShouldBeGreaterThanOrEqualTo(2);
        foreach (var component in first["components"]!.AsArray().Select(one => one!["component"]!))
        {
            // An attached one is its props: nothing that is made of them.
            (component["code"] is null).ShouldBe(component["componentType"] is null);
        }

        static string Made(JsonNode? one) =>
            $"{one.Text("page")} {one.Text("anchor")} {one!["isAttached"]} {one["code"]} {one["cssStyles"]}";

        static IEnumerable<string> Components(JsonNode document) =>
            document["components"]!.AsArray().Select(one => one!["component"]!.ToJsonString());

        async Task<JsonNode> ExportAsync(string id) =>
            (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}/exports/json"))!;

        async Task<string> PriceAsync() =>
            (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/facts"))!["data"]!
                .AsArray()
                .Last(fact => fact.Text("kind") == "price")
                .Text("id");

        async Task SetFactsAsync(string id, JsonNode facts) =>
            (await client.PutAsJsonAsync($"/v1/campaigns/{id}/facts", facts)).EnsureSuccessStatusCode();

        static JsonObject Stated(JsonNode fact) =>
            new()
            {
                ["id"] = fact.Text("id"),
                ["kind"] = fact.Text("kind"),
                ["value"] = fact["value"]!.DeepClone(),
                ["quote"] = fact.Text("quote"),
                ["unsure"] = fact["unsure"]?.DeepClone(),
            };

        async Task SetThemeAsync(string id, JsonNode theme) =>
            (await client.PutAsJsonAsync($"/v1/campaigns/{id}/theme", theme)).EnsureSuccessStatusCode();

        async Task<string> ImportAsync(JsonNode document)
        {
            var created = await Answers.JsonAsync(
                await client.PostAsJsonAsync("/v1/campaigns", document["campaign"]),
                HttpStatusCode.Created
            );
            var id = created.Text("id");
            await SetFactsAsync(id, document["facts"]!);
            // Who links to a section comes after it.
            var left = new Queue<(int Place, JsonNode Body)>(
                document["components"]!.AsArray().Select((one, place) => (place, one!["component"]!))
            );
            var ids = new SortedDictionary<int, string>();
            for (var refused = 0; left.TryDequeue(out var next); )
            {
                using var answer = await client.PostAsJsonAsync($"/v1/campaigns/{id}/components", next.Body);
                if (answer.StatusCode == HttpStatusCode.BadRequest && refused++ < left.Count)
                {
                    left.Enqueue(next);
                    continue;
                }
                ids[next.Place] = (await Answers.JsonAsync(answer, HttpStatusCode.Created)).Text("id");
                refused = 0;
            }
            (
                await client.PutAsJsonAsync($"/v1/campaigns/{id}/component-order", new { componentIds = ids.Values })
            ).EnsureSuccessStatusCode();
            // Last, for it lays out all of them: buttons lead to forms that came later.
            await SetThemeAsync(id, document["theme"]!);
            return id;
        }
    }

    [Test]
    public async Task Wordpress_is_an_import_file_with_a_draft_for_each_page()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("webinar-funnel");
        await client.AddComponentAsync(
            campaign,
            code: "<section><h2>]]> &amp; <!-- /wp:html --></h2><p>After</p></section>"
        );
        using var answer = await client.GetAsync($"/v1/campaigns/{campaign}/exports/wordpress");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var rss = XDocument.Parse(await answer.Content.ReadAsStringAsync());
        XNamespace wp = "http://wordpress.org/export/1.2/";
        XNamespace content = "http://purl.org/rss/1.0/modules/content/";
        rss.Root!.Element("channel")!.Element(wp + "wxr_version")!.Value.ShouldBe("1.2");
        var items = rss.Root.Element("channel")!.Elements("item").ToArray();
        var pages = (await client.ComponentsAsync(campaign))
            .Where(one => one.Text("componentType") != "email_template")
            .Select(one => one.Text("page"))
            .Distinct()
            .Count();
        items.Length.ShouldBe(pages);
        items.ShouldAllBe(item => item.Element(wp + "status")!.Value == "draft");
        items.Select(item => item.Element(wp + "post_name")!.Value).Distinct().Count().ShouldBe(pages);
        var first = items[0].Element(content + "encoded")!.Value;
        first.ShouldContain("]]&gt; &amp; </h2><p>After</p>");
        // No comment but those of the blocks themselves: each opens and closes.
        first.Split("<!-- wp:").Length.ShouldBe(first.Split("<!-- /wp:").Length);
        (first.Split("<!--").Length - 1).ShouldBe((first.Split("<!-- wp:").Length - 1) * 2);
    }

    [Test]
    public async Task React_is_a_folder_of_components_in_which_no_text_is_code()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("yoga-studio");
        await client.AddComponentAsync(
            campaign,
            code: "<section class='x' style='color:red;--gap:1px'><label for='a'>{alert(1)} `${x}`</label><input id='a' value='\"}{' required><br></section>"
        );
        var (_, files) = await ZipAsync(client, campaign, "react");
        files.Keys.ShouldContain("pages/IndexPage.tsx");
        var page = files["pages/IndexPage.tsx"];
        foreach (var component in files.Keys.Where(file => file.StartsWith("components/", StringComparison.Ordinal)))
        {
            var name = Path.GetFileNameWithoutExtension(component);
            page.ShouldContain($"import {{ {name} }} from \"../components/{name}\";");
            page.ShouldContain($"<{name}");
        }
        // Words stand on the page, and the component has a place for them.
        page.ShouldContain("heading={\"A first-class-free offer");
        files["components/Hero.tsx"].ShouldContain("heading: string;");
        files["components/Hero.tsx"].ShouldContain("{heading}");
        files["components/Hero.tsx"].ShouldNotContain("A first-class-free offer");
        page.ShouldContain("<IndexCustom />");
        var custom = files["components/IndexCustom.tsx"];
        custom.ShouldContain("""className={"x"}""");
        custom.ShouldContain("""style={{ "color": "red", "--gap": "1px" } as object}""");
        custom.ShouldContain("""{"{alert(1)} `${x}`"}""");
        custom.ShouldContain("""defaultValue={"\"}{"}""");
        custom.ShouldContain("<br />");
    }

    [Test]
    public async Task React_keeps_the_space_between_words_and_what_is_chosen()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        await client.AddComponentAsync(
            campaign,
            code: "<section style='-webkit-mask:none;color:red;color:blue'><p><a href='#a'>four</a>\n<b>five</b></p><form><select><option>a</option><option selected>b</option></select><textarea>{c}</textarea></form></section>"
        );
        var (_, files) = await ZipAsync(client, campaign, "react");
        var custom = files["components/IndexCustom.tsx"];
        custom.ShouldContain("</a>\n        {\" \"}\n        <b>");
        custom.ShouldContain("""<select defaultValue={"b"}>""");
        custom.ShouldContain("""<textarea defaultValue={"{c}"} />""");
        custom.ShouldContain("""style={{ "WebkitMask": "none", "color": "blue" } as object}""");
    }

    [Test]
    public async Task React_writes_attributes_as_its_types_have_them()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        await client.AddComponentAsync(
            campaign,
            code: """
            <section style="/* first */color:red;/* b; c */margin:0"><meter value="0.5" low=".25" high="x" optimum=1></meter>
            <a href="./"><img ismap alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></a><div hidden="until-found">a</div><div hidden>b</div>
            <svg role="img" title="t" dir="ltr" aria-hidden="true" inert><text text-anchor="middle">x</text><text text-anchor="odd">y</text></svg></section>
            """
        );
        var (_, files) = await ZipAsync(client, campaign, "react");
        var custom = files["components/IndexCustom.tsx"];
        custom.ShouldContain("""style={{ "color": "red", "margin": "0" } as object}""");
        custom.ShouldContain("""<meter value={"0.5"} low={0.25} optimum={1} {...({ "high": "x" } as object)} />""");
        custom.ShouldContain("""{...({ "ismap": "" } as object)}""");
        custom.ShouldContain("""<div {...({ "HIDDEN": "until-found" } as object)}>""");
        custom.ShouldContain("<div hidden>");
        custom.ShouldContain(
            """<svg role={"img"} aria-hidden={"true"} {...({ "title": "t", "dir": "ltr", "inert": true } as object)}>"""
        );
        custom.ShouldContain("""<text textAnchor={"middle"}>""");
        custom.ShouldContain("""<text {...({ "textAnchor": "odd" } as object)}>""");
    }

    [Test]
    public async Task A_place_that_an_email_does_not_have_is_one_of_the_first_page()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        await client.AddComponentAsync(campaign, code: "<section id='donate'><h2>Give</h2></section>");
        await client.AddComponentAsync(
            campaign,
            componentType: "email_template",
            page: "email-1",
            code: "<h1 id='top-of-it'>Hi</h1><a href='#donate'>Give</a><a href='#call'>Call</a><a href='#top-of-it'>Up</a>"
        );
        var (_, files) = await ZipAsync(client, campaign, "email");
        var links = new HtmlParser().ParseDocument(files["email-1.html"]).QuerySelectorAll("a");
        var page = links[1].GetAttribute("href")!;
        page.ShouldStartWith($"{client.BaseAddress}p/");
        links.Select(link => link.GetAttribute("href")).ShouldBe([$"{page}#donate", page, "#top-of-it"]);
        files["email-1.txt"].ShouldBe($"Hi\n\nGive: {page}#donate\nCall: {page}\nUp: #top-of-it\n");
    }

    [Test]
    public async Task React_leaves_out_what_would_mean_something_else_to_it()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        await client.AddComponentAsync(
            campaign,
            code: "<section data-a\"b=c children=c key=k ref=r data-kept=d><a\"b>odd</a\"b><my-thing>own</my-thing></section>"
        );
        var (_, files) = await ZipAsync(client, campaign, "react");
        var custom = files["components/IndexCustom.tsx"];
        custom.ShouldContain("""<section data-kept={"d"} data-component-id=""");
        custom.ShouldContain("""const Element_1 = "my-thing" as string as "span";""");
        custom.ShouldContain("""{"odd"}""");
    }

    [TestCase("html")]
    [TestCase("react")]
    [TestCase("wordpress")]
    public async Task A_form_of_an_exported_page_sends_to_the_product_while_the_campaign_is_published(string format)
    {
        using var client = await App.Current.SignedInAsync();
        var (campaign, url) = await client.PublishedAsync("webinar-funnel");

        var (form, notes) = await FormAsync(client, campaign, format);

        form.GetAttribute("method").ShouldBe("post");
        var action = form.GetAttribute("action")!;
        action.ShouldBe($"{client.BaseAddress}{url[1..]}/submissions");
        notes.ShouldContain(action);
        form.HasAttribute("data-no-action").ShouldBeFalse();
        // As a browser would, which leaves the field for programs empty.
        var fields = form.QuerySelectorAll("input[name], textarea[name], select[name]")
            .DistinctBy(field => field.GetAttribute("name"))
            .ToDictionary(field => field.GetAttribute("name")!, ValueOf, StringComparer.Ordinal);
        fields.Keys.ShouldContain("_component");
        fields["_website"].ShouldBeEmpty();
        using var visitor = App.Current.CreateClient(new() { AllowAutoRedirect = false });
        using var content = new FormUrlEncodedContent(fields);
        ((int)(await visitor.PostAsync(new Uri(action), content)).StatusCode).ShouldBeInRange(200, 303);

        var listed = await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/submissions");
        listed!["data"]!.AsArray().Single()!["fields"]!.ToJsonString().ShouldContain($"ana-{format}@example.com");

        string ValueOf(AngleSharp.Dom.IElement field) =>
            field.GetAttribute("value")
            ?? (
                field.GetAttribute("type") == "email" ? $"ana-{format}@example.com"
                : field.GetAttribute("name") == "_website" ? ""
                : "Ana"
            );
    }

    [TestCase("html")]
    [TestCase("react")]
    [TestCase("wordpress")]
    public async Task A_form_says_that_it_has_no_address_while_the_campaign_is_not_published(string format)
    {
        using var client = await App.Current.SignedInAsync();
        var (campaign, _) = await client.PublishedAsync("webinar-funnel");
        (await client.DeleteAsync($"/v1/campaigns/{campaign}/publication")).EnsureSuccessStatusCode();

        var (form, notes) = await FormAsync(client, campaign, format);

        form.HasAttribute("action").ShouldBeFalse();
        form.GetAttribute("data-no-action")!.ShouldStartWith("This form has no address yet");
        notes.ShouldContain("The campaign is not published");
    }

    [Test]
    public async Task A_form_with_an_address_of_its_own_keeps_it_while_the_campaign_is_not_published()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        await client.AddComponentAsync(
            campaign,
            code: "<form action='https://forms.example/mine'><button>Send</button></form>"
        );
        var (_, files) = await ZipAsync(client, campaign, "html");
        var form = new HtmlParser().ParseDocument(files["index.html"]).QuerySelector("form[action]")!;
        form.GetAttribute("action").ShouldBe("https://forms.example/mine");
        form.HasAttribute("data-no-action").ShouldBeFalse();
    }

    [Test]
    public async Task The_notes_beside_emails_say_where_their_links_lead_and_whether_anything_is_there()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("saas-invoicing");
        (await ZipAsync(client, campaign, "email"))
            .Files["README.txt"]
            .ShouldContain("where nothing is found until the campaign is published");
        var publication = await Answers.JsonAsync(
            await client.PutAsync($"/v1/campaigns/{campaign}/publication", null),
            HttpStatusCode.OK
        );
        (await ZipAsync(client, campaign, "email"))
            .Files["README.txt"]
            .ShouldContain($"Links lead to {client.BaseAddress}{publication.Text("url")[1..]}.");
    }

    [Test]
    public async Task Wordpress_gets_language_direction_and_grounds_with_each_section_and_no_shortcodes()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("clinic-arabic");
        await client.AddComponentAsync(
            campaign,
            code: "<section><p>[gallery]</p><div data-component-id='of-another'></div></section>"
        );
        using var answer = await client.GetAsync($"/v1/campaigns/{campaign}/exports/wordpress");
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldNotContain("base_site_url", Case.Sensitive, "the importer would rewrite the forms' addresses by it");
        var page = EncodedOf(XDocument.Parse(text))[0];
        var document = new HtmlParser().ParseDocument(page);
        // The theme has the root: the group that holds the page says what the root said.
        var group = document.Body!.Children.Single(one => one.LocalName == "div");
        group.ClassList.ShouldBe(
            ["wp-block-group", "alignfull", "aiwebbuilder", "style-editorial", "lang-ar", "dir-rtl"],
            ignoreOrder: true
        );
        var styles = string.Concat(document.QuerySelectorAll("style").Select(style => style.TextContent));
        styles.ShouldContain("&.lang-ar");
        styles.ShouldContain("&.style-soft .section--even{");
        styles.ShouldContain(".dir-rtl { direction: rtl; }");
        foreach (var gone in new[] { "main>", "[data-style", "[dir=", ":lang(", ":root" })
        {
            styles.ShouldNotContain(gone);
        }
        group.Children.ShouldContain(one => one.ClassList.Contains("section--even"));
        // Code of one's own comes as it is, in its language.
        var own = group.Children.Last(one => one.HasAttribute("lang"));
        own.GetAttribute("dir").ShouldBe("rtl");
        own.GetAttribute("lang").ShouldBe("ar");
        own.QuerySelectorAll("[data-component-id]").Length.ShouldBe(1);
        page.ShouldContain("<p>&#91;gallery]</p>");
    }

    [TestCase("boulangerie-nantes")]
    [TestCase("plumber-in-a-hurry")]
    public async Task Wordpress_can_edit_every_section_that_is_made_of_a_block(string brief)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync(brief);
        var rss = XDocument.Parse(await client.GetStringAsync($"/v1/campaigns/{campaign}/exports/wordpress"));
        var sections = 0;
        foreach (var page in EncodedOf(rss).Where(page => page.Length > 0))
        {
            var group = new HtmlParser().ParseDocument(page).Body!.Children.Single(one => one.LocalName == "div");
            foreach (var section in group.Children)
            {
                section.ClassList.ShouldContain("wp-block-group", section.Id);
                sections++;
            }
            page.ShouldNotContain("<!-- wp:html -->\n<section");
            foreach (var native in new[] { "heading", "paragraph", "button" })
            {
                page.ShouldContain($"<!-- wp:{native} ");
            }
        }
        var made = (await client.ComponentsAsync(campaign)).Count(one => one!["isAttached"]!.GetValue<bool>());
        sections.ShouldBe(made);
        sections.ShouldBeGreaterThan(5);
    }

    [TestCase("html")]
    [TestCase("react")]
    [TestCase("wordpress")]
    public async Task Each_page_has_each_rule_of_a_block_once(string format)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        foreach (var variant in new[] { "row", "column", "row" })
        {
            var steps = new
            {
                name = variant,
                kind = "steps",
                props = JsonNode.Parse(
                    $$"""{"heading":"So","variant":"{{variant}}","items":[{"title":"One","text":"a"},{"title":"Two","text":"b"}]}"""
                ),
            };
            (await client.PostAsJsonAsync($"/v1/campaigns/{campaign}/components", steps)).EnsureSuccessStatusCode();
        }
        var css = format switch
        {
            "wordpress" => EncodedOf(
                XDocument.Parse(await client.GetStringAsync($"/v1/campaigns/{campaign}/exports/wordpress"))
            )[0],
            "react" => (await ZipAsync(client, campaign, format)).Files["styles/index.css"],
            _ => (await ZipAsync(client, campaign, format)).Files["index.html"],
        };

        // Common to all variants, and of each of the two.
        foreach (var rule in new[] { "counter-reset:step", "grid-template-columns:4rem", "padding-block-start:1.2rem" })
        {
            css.Split(rule).Length.ShouldBe(2, rule);
        }
    }

    private static List<string> EncodedOf(XDocument rss) =>
        [.. rss.Descendants(XName.Get("encoded", "http://purl.org/rss/1.0/modules/content/")).Select(one => one.Value)];

    /// <summary>The first form of the first page, and what stands beside it to be read.</summary>
    private static async Task<(AngleSharp.Dom.IElement Form, string Notes)> FormAsync(
        HttpClient client,
        string campaign,
        string format
    )
    {
        string html;
        string notes;
        if (format == "wordpress")
        {
            var rss = XDocument.Parse(await client.GetStringAsync($"/v1/campaigns/{campaign}/exports/wordpress"));
            html = EncodedOf(rss)[0];
            notes = rss.Root!.Element("channel")!.Element("description")!.Value;
        }
        else
        {
            var (_, files) = await ZipAsync(client, campaign, format);
            notes = files["README.txt"].ReplaceLineEndings(" ");
            html = format == "html" ? files["index.html"] : "";
            if (format == "react")
            {
                var page = files["pages/IndexPage.tsx"];
                var (name, component) = files.First(file =>
                    file.Value.Contains("<form")
                    && page.Contains($"<{Path.GetFileNameWithoutExtension(file.Key)}\n", StringComparison.Ordinal)
                );
                var use = page.Split($"<{Path.GetFileNameWithoutExtension(name)}\n")[1];
                html = component.Replace("{componentId}", $"{{\"{use.Split("componentId={\"")[1].Split('"')[0]}\"}}");
                // Literals in braces are what its attributes are.
                html = Literal().Replace(html, "=\"${text}\"").Replace("defaultValue=", "value=");
                // It closes itself there, which it never does in HTML.
                html = html.Replace("<textarea", "<input");
            }
        }
        return (new HtmlParser().ParseDocument(html).QuerySelector("form")!, notes);
    }

    [TestCase("html")]
    [TestCase("email")]
    [TestCase("react")]
    [TestCase("wordpress")]
    [TestCase("json")]
    public async Task The_same_campaign_gives_the_same_bytes(string format)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("saas-invoicing");
        var path = $"/v1/campaigns/{campaign}/exports/{format}";
        (await client.GetByteArrayAsync(path)).ShouldBe(await client.GetByteArrayAsync(path));
    }

    [TestCase("html")]
    [TestCase("email")]
    [TestCase("react")]
    [TestCase("wordpress")]
    public async Task A_campaign_without_anything_of_that_kind_is_a_conflict(string format)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        (
            await CampaignSteps.CodeAsync(
                client.GetAsync($"/v1/campaigns/{campaign}/exports/{format}"),
                HttpStatusCode.Conflict
            )
        ).ShouldBe("campaigns.nothing_to_export");
    }

    [TestCase("pdf")]
    [TestCase("HTML")]
    [TestCase("..%2fhtml")]
    public async Task An_unknown_format_is_refused(string format)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        (await client.GetAsync($"/v1/campaigns/{campaign}/exports/{format}")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Test]
    public async Task Names_of_files_are_safe_whatever_a_page_is_called()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        string[] keys = ["con", "---", "lpt1", "email"];
        foreach (var key in keys)
        {
            await client.AddComponentAsync(campaign, page: key);
        }
        // Keys are checked when they come in; these stand for what another road may have brought.
        await App.Current.ListAsync<Guid>(
            $"update campaign_components set page = '../../etc/passwd' where campaign_id = '{campaign}' and page = '---' returning id"
        );
        var (_, files) = await ZipAsync(client, campaign, "html");
        files.Keys.ShouldBe(
            ["page-con.html", "etc-passwd.html", "page-lpt1.html", "email.html", "privacy.html", "README.txt"],
            ignoreOrder: true
        );
    }

    private static async Task<(string Name, Dictionary<string, string> Files)> ZipAsync(
        HttpClient client,
        string campaign,
        string format
    )
    {
        using var answer = await client.GetAsync($"/v1/campaigns/{campaign}/exports/{format}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            entry.FullName.ShouldNotContain("..");
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            files.Add(entry.FullName, await reader.ReadToEndAsync());
        }
        return (answer.Content.Headers.ContentDisposition.FileNameStar!, files);
    }

    [GeneratedRegex("=\\{\"(?<text>[^\"]*)\"\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();
}
