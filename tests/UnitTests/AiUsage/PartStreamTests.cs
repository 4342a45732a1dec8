using AiWebBuilder.Infrastructure.AiUsage.Writing;

namespace AiWebBuilder.UnitTests.AiUsage;

/// <summary>Members of an answer, found while it is still being written.</summary>
internal sealed class PartStreamTests
{
    [Test]
    public void A_member_is_there_as_soon_as_its_last_brace_has_come_however_the_text_is_cut()
    {
        const string answer = """
             { "hero" : {"name":"A } \" {","props":{"items":[{"t":"x"},{"t":"y"}]}} , "n":1,"s":"no, {not} this","list":[{"a":1}],
            "story":{"b":{}}}
            """;
        for (var length = 1; length <= answer.Length; length++)
        {
            var stream = new PartStream();
            answer
                .Chunk(length)
                .SelectMany(piece => stream.Read(new string(piece)))
                .ShouldBe(
                    [
                        ("hero", """{"name":"A } \" {","props":{"items":[{"t":"x"},{"t":"y"}]}}"""),
                        ("story", """{"b":{}}"""),
                    ],
                    $"pieces of {length}"
                );
        }
    }

    [Test]
    public void Nothing_is_found_before_it_is_whole()
    {
        var stream = new PartStream();
        stream.Read("""{"hero":{"a":{"b":1}""").ShouldBeEmpty();
        stream.Read("}").ShouldBe([("hero", """{"a":{"b":1}}""")]);
        stream.Read(""","story":{"c":""").ShouldBeEmpty();
    }

    [TestCase("""Here you are: {"hero":{"a":1}}""")]
    [TestCase("""<think>{"hero":{"a":1}}</think>{"hero":{"a":2}}""")]
    [TestCase("""[{"hero":{"a":1}}]""")]
    [TestCase("""{"hero":[{"a":1}]}""")]
    [TestCase("""{"hero":"{}"}""")]
    [TestCase("""{} {"hero":{"a":1}}""")]
    [TestCase("")]
    public void What_is_not_plainly_an_object_of_objects_is_left_to_be_read_as_a_whole(string answer) =>
        new PartStream().Read(answer).ShouldBeEmpty();
}
