using System.Net;

namespace AiWebBuilder.IntegrationTests.Campaigns.Blocks;

/// <summary>The catalogue as editors get it.</summary>
internal sealed class BlockCatalogueTests
{
    [Test]
    public async Task The_catalogue_lists_every_block_with_what_a_form_needs()
    {
        using var client = await App.Current.SignedInAsync();

        var list = await Answers.JsonAsync(await client.GetAsync("/v1/blocks"), HttpStatusCode.OK);

        var blocks = list["data"]!.AsArray();
        blocks.Count.ShouldBeGreaterThanOrEqualTo(37);
        list["hasMore"]!.GetValue<bool>().ShouldBeFalse();
        foreach (var listed in blocks.Select(block => block!))
        {
            var kind = listed.Text("kind");
            var block = await Answers.JsonAsync(await client.GetAsync($"/v1/blocks/{kind}"), HttpStatusCode.OK);
            block.ToJsonString().ShouldBe(listed.ToJsonString());
            block["variants"]!.AsArray().ShouldNotBeEmpty();
            block["schema"]!.Text("$schema").ShouldBe("https://json-schema.org/draft/2020-12/schema");
            block["sample"]!["props"]!["v"]!.GetValue<int>().ShouldBe(block["version"]!.GetValue<int>());
        }
    }

    [TestCase("/v1/blocks")]
    [TestCase("/v1/blocks/hero")]
    public async Task Whoever_has_it_already_is_told_so(string address)
    {
        using var client = await App.Current.SignedInAsync();
        var first = await client.GetAsync(address);
        var tag = first.Headers.ETag.ShouldNotBeNull();

        (await AskedAsync(tag.ToString())).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        var other = await AskedAsync("\"0123456789abcdef\"");
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        other.Headers.ETag.ShouldBe(tag);

        async Task<HttpResponseMessage> AskedAsync(string known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
            return await client.SendAsync(request);
        }
    }

    [TestCase("nothing-of-the-kind")]
    [TestCase("Hero")]
    [TestCase("..%2Fcommon")]
    public async Task A_kind_that_does_not_exist_is_not_found(string kind)
    {
        using var client = await App.Current.SignedInAsync();

        var problem = await Answers.JsonAsync(await client.GetAsync($"/v1/blocks/{kind}"), HttpStatusCode.NotFound);

        problem.Text("code").ShouldNotBeEmpty();
    }

    [Test]
    public async Task A_stranger_is_asked_to_sign_in()
    {
        using var client = App.Current.CreateClient();

        (await client.GetAsync("/v1/blocks")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
