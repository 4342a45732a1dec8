using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;

namespace AiWebBuilder.UnitTests.Campaigns.Edits;

internal sealed class PropPathTests
{
    [TestCase("/heading", "\"A\"", "\"B\"", """{"heading":"B","items":[{"id":"x","t":1},{"id":"y","t":2}]}""")]
    [TestCase("/heading", "\"A\"", null, """{"items":[{"id":"x","t":1},{"id":"y","t":2}]}""")]
    [TestCase("/items/@y/t", "2", "3", """{"heading":"A","items":[{"id":"x","t":1},{"id":"y","t":3}]}""")]
    [TestCase("/items/@x", """{"id":"x","t":1}""", null, """{"heading":"A","items":[{"id":"y","t":2}]}""")]
    [TestCase("/items/-", null, "{}", """{"heading":"A","items":[{"id":"x","t":1},{"id":"y","t":2},{}]}""")]
    [TestCase("/items/1", null, "{}", """{"heading":"A","items":[{"id":"x","t":1},{},{"id":"y","t":2}]}""")]
    public void A_value_is_put_where_the_path_leads(string path, string? before, string? after, string expected)
    {
        var props = Props();
        PropPath.Put(props, path, Parse(before), Parse(after)).ShouldBe((true, true));
        props.ToJsonString().ShouldBe(expected);
    }

    [TestCase("/heading", "\"Z\"", "\"B\"", true)]
    [TestCase("/items/@x", """{"id":"x","t":9}""", null, true)]
    [TestCase("/items/@nobody/t", "1", "2", false)]
    [TestCase("/nothing/there", null, "1", false)]
    [TestCase("heading", "\"A\"", "\"B\"", false)]
    public void What_is_not_as_expected_stays(string path, string? before, string? after, bool isThere)
    {
        var props = Props();
        PropPath.Put(props, path, Parse(before), Parse(after)).ShouldBe((isThere, false));
        JsonNode.DeepEquals(props, Props()).ShouldBeTrue();
    }

    private static JsonObject Props() =>
        JsonNode.Parse("""{"heading":"A","items":[{"id":"x","t":1},{"id":"y","t":2}]}""")!.AsObject();

    private static JsonNode? Parse(string? json) => json is null ? null : JsonNode.Parse(json);
}
