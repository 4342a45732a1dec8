using System.Text.Json;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.AiUsage.Calls;

/// <summary>
/// What endpoints send that call themselves compatible, from reports about Ollama, vLLM, SGLang, llama.cpp, LocalAI, LM Studio, Jan,
/// Together, DeepSeek, Moonshot, xAI, Groq, Mistral, OpenRouter, Gemini and proxies: each is read the first time, since a second is paid for.
/// </summary>
[Parallelizable]
internal sealed class CompatibleWireTests
{
    private const string Html = "<p>It is “here” {and} there.</p>";
    private const string InOnePiece = "whole-1";

    private static readonly string Answer = $$$"""{"name":"A","html":"{{{Html}}}","css":"p{color:red}","props":{}}""";

    /// <summary>As OpenAI sends it; what stands for the answer's two halves is put in last.</summary>
    private const string Stream = """
        data: {"id":"c-1","object":"chat.completion.chunk","created":1790000000,"model":"m","system_fingerprint":"fp","choices":[{"index":0,"delta":{"role":"assistant","content":@1},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"c-1","object":"chat.completion.chunk","created":1790000000,"model":"m","system_fingerprint":"fp","choices":[{"index":0,"delta":{"content":@2},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"c-1","object":"chat.completion.chunk","created":1790000000,"model":"m","system_fingerprint":"fp","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

        data: {"id":"c-1","object":"chat.completion.chunk","created":1790000000,"model":"m","system_fingerprint":"fp","choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200}}

        data: [DONE]


        """;

    private const string Whole = """
        {
          "id": "c-1", "object": "chat.completion", "created": 1790000000, "model": "m", "system_fingerprint": "fp",
          "choices": [{"index": 0, "message": {"role": "assistant", "content": @0, "refusal": null}, "logprobs": null, "finish_reason": "stop"}],
          "usage": {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200}
        }
        """;

    private AiStage stage = null!;
    private WebApplicationFactory<Program> node = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stage = await AiStage.SetAsync();
        var settings = await stage.AddLocalAsync();
        await stage.AddLocalAsync(InOnePiece);
        await stage.StopStreamingAsync(InOnePiece);
        node = stage.Start([.. settings, ("Ai:IdleTimeout", "00:00:05")]);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stage.DisposeAsync();

    /// <summary>The endpoint that failed in the case before is not to be left alone in this one.</summary>
    [SetUp]
    public Task CloseBreakersAsync() => stage.ExecuteAsync("delete from ai_breakers; delete from ai_model_breakers");

    /// <summary>A name, and what is sent in place of what.</summary>
    private static IEnumerable<TestCaseData> Streams()
    {
        (string Name, string From, string To)[] replaced =
        [
            ("as OpenAI sends it", "", ""),
            .. new[]
            {
                "",
                "eos",
                "eos_token",
                "end_turn",
                "STOP",
                "Stop",
                "stop_sequence",
                "complete",
                "tool_calls",
                "nobody knows",
            }.Select(word => ($"it ends as '{word}'", "\"finish_reason\":\"stop\"", $"\"finish_reason\":\"{word}\"")),
            ("it ends as null", "\"finish_reason\":\"stop\"", "\"finish_reason\":null"),
            ("it never says how it ends", ",\"finish_reason\":\"stop\"", ""),
            (
                "it ends as an object",
                "\"finish_reason\":\"stop\"",
                "\"finish_reason\":{\"type\":\"stop\",\"matched\":2}"
            ),
            (
                "Gemini's name of the end",
                "\"finish_reason\":\"stop\"",
                "\"finish_reason\":null,\"finishReason\":\"STOP\""
            ),
            ("an empty end with every piece", "\"finish_reason\":null", "\"finish_reason\":\"\""),
            ("no end in pieces", ",\"finish_reason\":null", ""),
            ("an empty role", "\"role\":\"assistant\"", "\"role\":\"\""),
            ("no role", "\"role\":\"assistant\",", ""),
            ("a null role", "\"role\":\"assistant\"", "\"role\":null"),
            ("an unknown role", "\"role\":\"assistant\"", "\"role\":\"model\""),
            ("a role that is a number", "\"role\":\"assistant\"", "\"role\":1"),
            ("a role in every piece", "\"delta\":{\"content\"", "\"delta\":{\"role\":\"ai\",\"content\""),
            ("no id", "\"id\":\"c-1\",", ""),
            ("a null id", "\"id\":\"c-1\"", "\"id\":null"),
            ("an id that is a number", "\"id\":\"c-1\"", "\"id\":17"),
            ("no kind", "\"object\":\"chat.completion.chunk\",", ""),
            ("no model", "\"model\":\"m\",", ""),
            ("a null model", "\"model\":\"m\"", "\"model\":null"),
            ("a time with a fraction", "\"created\":1790000000", "\"created\":1790000000.123"),
            ("a time in words", "\"created\":1790000000", "\"created\":\"2026-11-29T00:00:00Z\""),
            ("no time", "\"created\":1790000000,", ""),
            ("a null time", "\"created\":1790000000", "\"created\":null"),
            ("no index", "\"index\":0,", ""),
            ("an index in words", "\"index\":0", "\"index\":\"0\""),
            ("a fingerprint of junk", "\"system_fingerprint\":\"fp\"", "\"system_fingerprint\":{\"a\":[1]}"),
            ("an unknown service tier", "\"model\":\"m\"", "\"model\":\"m\",\"service_tier\":\"on_demand\""),
            (
                "log probabilities of junk",
                "\"logprobs\":null",
                "\"logprobs\":{\"content\":\"x\",\"tokens\":[NaN,-Infinity]}"
            ),
            ("tool calls of nothing", "\"delta\":{", "\"delta\":{\"tool_calls\":[],\"function_call\":null,"),
            ("null tool calls", "\"delta\":{", "\"delta\":{\"tool_calls\":null,"),
            ("a null piece", "\"delta\":{}", "\"delta\":null"),
            ("a null content at the end", "\"delta\":{}", "\"delta\":{\"content\":null}"),
            ("a null refusal", "\"delta\":{", "\"delta\":{\"refusal\":null,"),
            ("content in parts", "\"content\":@1", "\"content\":[{\"type\":\"text\",\"text\":@1}]"),
            (
                "content with thoughts in parts",
                "\"content\":@1",
                "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"{}\"}]},{\"type\":\"text\",\"text\":@1}]"
            ),
            (
                "thoughts beside the content",
                "\"content\":@1",
                "\"content\":@1,\"reasoning_content\":\"{\\\"html\\\":\\\"no\\\"}\""
            ),
            (
                "thoughts of OpenRouter",
                "\"content\":@1",
                "\"content\":@1,\"reasoning\":\"hm\",\"reasoning_details\":[{\"type\":\"reasoning.text\"}]"
            ),
            ("a message in place of a piece", "\"delta\":{", "\"message\":{"),
            (
                "the whole message beside each piece",
                "\"delta\":{",
                "\"message\":{\"role\":\"assistant\",\"content\":\"so far\"},\"delta\":{"
            ),
            ("text in place of a piece", "\"delta\":{\"content\":@2}", "\"text\":@2"),
            (
                "more beside the choice",
                "\"index\":0,",
                "\"index\":0,\"matched_stop\":null,\"stop_reason\":151645,\"content_filter_results\":{},"
            ),
            ("no space behind data", "data: ", "data:"),
            ("line ends of Windows", "\n", "\r\n"),
            ("no empty lines between", "\n\n", "\n"),
            ("more empty lines between", "\n\n", "\n\n\n\n"),
            ("names of events and ids", "data: {", "event: completion.chunk\nid: 7\nretry: 10\ndata: {"),
            ("signs of life", "data: {", ": OPENROUTER PROCESSING\n\ndata: {"),
            ("empty data between", "data: {", "data:\n\ndata: {"),
            ("no last word", "data: [DONE]\n\n", ""),
            ("nothing behind its last word", "data: [DONE]\n\n", "data: [DONE]"),
            ("more behind its last word", "data: [DONE]", "data: [DONE]\n\ndata: {\"cost\":1}"),
            ("JSON on several lines", "\"model\":\"m\",", "\ndata:  \"model\":\"m\",\ndata: "),
            (
                "a mark of bytes before it",
                "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,\"model\":\"m\",\"system_fingerprint\":\"fp\",\"choices\":[{\"index\":0,\"delta\":{\"role\"",
                "\uFEFFdata: {\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{\"role\""
            ),
            (
                "a first message without a choice",
                "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,\"model\":\"m\",\"system_fingerprint\":\"fp\",\"choices\":[{\"index\":0,\"delta\":{\"role\"",
                "data: {\"choices\":[],\"prompt_filter_results\":[{}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"role\""
            ),
            ("no usage in pieces", ",\"usage\":null", ""),
            (
                "a count of nothing in each piece",
                "\"usage\":null",
                "\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}"
            ),
            (
                "a count in each piece",
                "\"usage\":null",
                "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":3,\"total_tokens\":1003}"
            ),
            ("null choices with the count", "\"choices\":[],", "\"choices\":null,"),
            ("no choices with the count", "\"choices\":[],", ""),
            (
                "Groq's place for the count",
                "\"usage\":{",
                "\"x_groq\":{\"id\":\"req\",\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":200}},\"usage_breakdown\":{"
            ),
            ("a null error", "\"object\":\"chat.completion.chunk\"", "\"error\":null"),
            ("an empty error", "\"object\":\"chat.completion.chunk\"", "\"error\":\"\""),
        ];
        foreach (var (name, from, to) in replaced)
        {
            yield return new TestCaseData(AiStage.Local, Put(Stream, from, to)).SetName($"In a stream: {name}");
        }
        yield return new TestCaseData(AiStage.Local, Whole).SetName("In a stream: JSON by itself");
        yield return new TestCaseData(InOnePiece, Stream).SetName("In one piece: events");
        (string Name, string From, string To)[] whole =
        [
            ("as OpenAI sends it", "", ""),
            ("it ends as ''", "\"finish_reason\": \"stop\"", "\"finish_reason\": \"\""),
            ("it ends as 'eos'", "\"finish_reason\": \"stop\"", "\"finish_reason\": \"eos\""),
            ("it ends as null", "\"finish_reason\": \"stop\"", "\"finish_reason\": null"),
            ("it never says how it ends", ", \"finish_reason\": \"stop\"", ""),
            ("an empty role", "\"assistant\"", "\"\""),
            ("no role", "\"role\": \"assistant\", ", ""),
            (
                "no id, kind, time and model",
                "\"id\": \"c-1\", \"object\": \"chat.completion\", \"created\": 1790000000, \"model\": \"m\", ",
                ""
            ),
            ("content in parts", "@0", "[{\"type\": \"text\", \"text\": @1}, {\"type\": \"text\", \"text\": @2}]"),
            ("a comma too many", "}],", "},],"),
            ("log probabilities that are no numbers", "\"logprobs\": null", "\"logprobs\": [NaN]"),
            ("a mark of bytes before it", "{\n  \"id\"", "\uFEFF{\n  \"id\""),
            ("text", "\"message\": {\"role\": \"assistant\", \"content\": @0, \"refusal\": null}", "\"text\": @0"),
        ];
        foreach (var (name, from, to) in whole)
        {
            yield return new TestCaseData(InOnePiece, Put(Whole, from, to)).SetName($"In one piece: {name}");
        }
    }

    [TestCaseSource(nameof(Streams))]
    public async Task An_answer_in_an_accent_is_read_the_first_time(string model, string body) =>
        (await AskedOnceAsync(model, Raw(body))).ShouldBe("1000 0 200 0 650000 f");

    private static IEnumerable<TestCaseData> Texts()
    {
        const string draft =
            """{"name":"Draft","html":"<p>A draft that is longer than the answer, and not meant to be seen by anybody at all, ever.</p>","css":"","props":{}}""";
        (string Name, string Text)[] texts =
        [
            ("itself", Answer),
            ("spaces around it", $"\n\n  {Answer}\n"),
            ("a mark of bytes before it", $"\uFEFF{Answer}"),
            ("a thought before it", $"<think>\nLet me see {{braces}}: {draft}\n</think>\n\n{Answer}"),
            ("a thinking before it", $"<thinking>{draft}</thinking>{Answer}"),
            ("two thoughts around it", $"<think>a</think>{Answer}<think>{draft}</think>"),
            ("a thought in a thought", $"<think>a <think>{draft}</think> b</think>{Answer}"),
            ("a thought that has no beginning", $"I think {draft}\n</think>\n{Answer}"),
            ("a thought behind it that has no end", $"{Answer}\n<think>Was it right? {draft}"),
            ("a thought before it that has no end", $"<think>\n{Answer}"),
            ("a thought in capitals", $"<THINK>{draft}</THINK>{Answer}"),
            ("a thought of Mistral", $"[THINK]{draft}[/THINK]{Answer}"),
            ("a thought of Kimi", $"◁think▷{draft}◁/think▷{Answer}"),
            (
                "channels of gpt-oss",
                $"<|channel|>analysis<|message|>{draft}<|end|><|start|>assistant<|channel|>final<|message|>{Answer}<|return|>"
            ),
            ("a fence", $"```json\n{Answer}\n```"),
            ("a fence without a language", $"```\n{Answer}\n```"),
            ("a fence of another language", $"```json5 title=\"a.json\"\n{Answer}\n```"),
            ("a fence on one line", $"```json {Answer}```"),
            ("a fence that has no end", $"```json\n{Answer}"),
            ("prose before a fence", $"Here you are:\n\n```json\n{Answer}\n```"),
            ("prose behind a fence", $"```json\n{Answer}\n```\nI hope that {{you}} like it."),
            ("prose around it", $"Sure! {Answer} Have fun."),
            ("a style sheet before it", $"p {{ color: red }} a {{}} then {Answer}"),
            ("another object in the prose before it", $"You asked for {{\"name\":\"…\",\"html\":\"…\"}}, so: {Answer}"),
            ("another object behind it", $"{Answer}\n{{\"html\":\"<p>Or so?</p>\"}}"),
            ("a list around it", $"[{Answer}]"),
            ("a string around it", JsonSerializer.Serialize(Answer)),
            ("the end of a sentence of tokens", $"{Answer}<|im_end|>"),
            ("a comma too many", Answer.Replace("{}}", "{},}")),
            ("commas too many inside", Answer.Replace("\"props\":{}", "\"props\":{\"a\":[1,2,],}")),
            ("comments", Answer.Replace("{\"name\"", "{ // the \"name\"\n /* { */ \"name\"")),
            (
                "a line end inside a string",
                Answer.Replace("\"css\":\"p{color:red}\"", "\"css\":\"p{\n\tcolor:red\r\n}\"")
            ),
            ("a control letter inside a string", Answer.Replace("color:red", "color:\u0001red")),
            ("an escape that JSON does not have", Answer.Replace("color:red", @"content:\'\2014\'")),
            ("half a character", Answer.Replace("color:red", @"content:\ud83d")),
            ("a member twice", Answer.Replace("\"props\"", "\"name\":\"B\",\"props\":1,\"props\"")),
            ("a number that is none", Answer.Replace("\"props\":{}", "\"props\":{\"a\":NaN,\"b\":-Infinity}")),
        ];
        return texts.Select(one => new TestCaseData(one.Text).SetName($"The answer has {one.Name}"));
    }

    [TestCaseSource(nameof(Texts))]
    public async Task What_models_put_around_an_object_is_left_aside(string text) =>
        (await AskedOnceAsync(AiStage.Local, Behaviour.Usual with { Text = text })).ShouldBe("1000 0 200 0 650000 f");

    /// <summary>What is counted, and as what it is booked: input, cached, output, reasoning, 10⁻⁹ USD, whether it was ours to count.</summary>
    [TestCase(
        "xAI, which leaves thoughts out of the answer",
        """{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":3100,"completion_tokens_details":{"reasoning_tokens":2000}}""",
        "1000 0 2100 2000 4450000 f"
    )]
    [TestCase(
        "thoughts beside the details",
        """{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":3100,"reasoning_tokens":2000}""",
        "1000 0 2100 2000 4450000 f"
    )]
    [TestCase(
        "OpenAI, which has thoughts in the answer",
        """{"prompt_tokens":1000,"completion_tokens":2100,"total_tokens":3100,"completion_tokens_details":{"reasoning_tokens":2000}}""",
        "1000 0 2100 2000 4450000 f"
    )]
    [TestCase(
        "Gemini, which has them in the sum alone",
        """{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":3100}""",
        "1000 0 2100 2000 4450000 f"
    )]
    [TestCase(
        "a proxy of Gemini's that counts nothing but thoughts",
        """{"prompt_tokens":1000,"completion_tokens":0,"total_tokens":1060,"completion_tokens_details":{"reasoning_tokens":60}}""",
        "1000 0 60 60 370000 f"
    )]
    [TestCase(
        "more thought than written, and no sum",
        """{"prompt_tokens":1000,"completion_tokens":100,"reasoning_tokens":2000}""",
        "1000 0 2100 2000 4450000 f"
    )]
    [TestCase(
        "a sum that is too small",
        """{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":5,"reasoning_tokens":50}""",
        "1000 0 100 50 450000 f"
    )]
    [TestCase(
        "a sum beyond reason",
        """{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":999999999}""",
        "1000 0 100 0 450000 f"
    )]
    [TestCase(
        "a sum below nothing",
        """{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":-7}""",
        "1000 0 100 0 450000 f"
    )]
    [TestCase("no sum", """{"prompt_tokens":1000,"completion_tokens":200}""", "1000 0 200 0 650000 f")]
    [TestCase(
        "OpenAI's cache",
        """{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200,"prompt_tokens_details":{"cached_tokens":900}}""",
        "1000 900 200 0 447500 f"
    )]
    [TestCase(
        "DeepSeek's cache",
        """{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200,"prompt_cache_hit_tokens":900,"prompt_cache_miss_tokens":100}""",
        "1000 900 200 0 447500 f"
    )]
    [TestCase(
        "Moonshot's cache",
        """{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200,"cached_tokens":900}""",
        "1000 900 200 0 447500 f"
    )]
    [TestCase(
        "another name of the cache",
        """{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200,"num_cached_tokens":900}""",
        "1000 900 200 0 447500 f"
    )]
    [TestCase(
        "the same cache under two names",
        """{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200,"prompt_cache_hit_tokens":900,"prompt_tokens_details":{"cached_tokens":900}}""",
        "1000 900 200 0 447500 f"
    )]
    [TestCase(
        "more cached than sent",
        """{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200,"prompt_cache_hit_tokens":90000}""",
        "1000 1000 200 0 425000 f"
    )]
    [TestCase(
        "less than nothing cached",
        """{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200,"prompt_cache_hit_tokens":-900}""",
        "1000 0 200 0 650000 f"
    )]
    [TestCase(
        "a cache in words",
        """{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200,"prompt_cache_hit_tokens":"many","prompt_tokens_details":"none"}""",
        "1000 0 200 0 650000 f"
    )]
    [TestCase(
        "Anthropic behind a proxy, which counts the cache beside the prompt",
        """{"prompt_tokens":100,"completion_tokens":200,"total_tokens":1200,"cache_read_input_tokens":900}""",
        "1000 900 200 0 447500 f"
    )]
    [TestCase(
        "Anthropic's names, as part of the prompt",
        """{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200,"cache_read_input_tokens":900,"cache_creation_input_tokens":50}""",
        "1000 900 200 0 447500 f"
    )]
    [TestCase(
        "names of the Responses API",
        """{"input_tokens":1000,"output_tokens":200,"total_tokens":1200,"input_tokens_details":{"cached_tokens":900},"output_tokens_details":{"reasoning_tokens":50}}""",
        "1000 900 200 50 447500 f"
    )]
    public async Task What_an_endpoint_counts_in_its_own_way_is_booked_as_it_is_charged(
        string endpoint,
        string usage,
        string booked
    )
    {
        foreach (var model in new[] { AiStage.Local, InOnePiece })
        {
            (await AskedOnceAsync(model, Behaviour.Usual with { Text = Answer, UsageAsItIs = usage })).ShouldBe(
                booked,
                endpoint
            );
        }
    }

    [TestCase("length")]
    [TestCase("LENGTH")]
    [TestCase("max_tokens")]
    [TestCase("MAX_TOKENS")]
    [TestCase("model_length")]
    [TestCase("content_filter", "refused to answer")]
    [TestCase("SAFETY", "refused to answer")]
    [TestCase("sensitive", "refused to answer")]
    public async Task An_answer_that_is_cut_or_refused_is_so_in_every_accent(string word, string says = "longest")
    {
        var body = Raw(Stream.Replace("\"finish_reason\":\"stop\"", $"\"finish_reason\":\"{word}\""));
        stage.OpenAi.Otherwise = body;
        var account = await stage.AccountAsync();
        (await AiStage.AskAsync(node, account, AiStage.Local)).Problem.ShouldNotBeNull().ShouldContain(says);
        (await FailuresAsync(account)).ShouldBe("invalid_output");
    }

    /// <summary>What no answer came of fails once, with what the endpoint has said.</summary>
    [TestCase("""data: {"error":{"message":"slow down","code":429}}""", "rate_limited", "nothing")]
    [TestCase("""data: {"error":{"message":"slow down","type":"rate_limit_exceeded"}}""", "rate_limited", "nothing")]
    [TestCase("""data: {"error":{"message":"pay","code":"insufficient_quota"}}""", "quota_exhausted", "nothing")]
    [TestCase("""data: {"error":{"message":"who?","code":"invalid_api_key"}}""", "key_refused", "nothing")]
    [TestCase("""data: {"error":{"message":"what?","code":"model_not_found"}}""", "forbidden", "nothing")]
    [TestCase("""data: {"error":"it is loading"}""", "provider_error", "nothing")]
    [TestCase(
        """data: {"object":"error","message":"too long","type":"BadRequestError","code":400}""",
        "bad_request",
        "nothing"
    )]
    [TestCase("event: error\ndata: {\"message\":\"no\"}", "provider_error", "nothing")]
    [TestCase("""{"error":{"message":"slow down","code":"429"}}""", "rate_limited", "nothing")]
    [TestCase("""{"detail":"Not Found"}""", "provider_error", "nothing")]
    [TestCase("data: [DONE]\n\n", "not_json", "nothing")]
    [TestCase(": nothing\n\n", "not_json", "nothing")]
    [TestCase("""data: {"choices":[{"delta":{"content":"{"}}]}""", "stream_cut", "at most")]
    [TestCase(
        "data: {\"choices\":[{\"delta\":{\"content\":\"{\"}}]}\n\ndata: {\"error\":{\"code\":502}}",
        "stream_cut",
        "at most"
    )]
    [TestCase(
        "data: {\"choices\":[{\"delta\":{\"content\":\"{\"}}]}\n\ndata: {\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}\n\ndata: [DONE]",
        "stream_cut",
        "at most"
    )]
    [TestCase(
        "data: {\"choices\":[{\"delta\":{\"content\":\"{\"}}]}\n\ndata: {\"choices\":[{\"delta\":{},\"finish_reason\":\"insufficient_system_resource\"}]}\n\ndata: [DONE]",
        "stream_cut",
        "at most"
    )]
    [TestCase(
        "data: {\"choices\":[{\"delta\":{\"content\":\"{\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"con",
        "stream_cut",
        "at most"
    )]
    public async Task What_is_no_answer_fails_once_and_says_why(string body, string failure, string platformPays)
    {
        var before = stage.OpenAi.Calls.Count;
        stage.OpenAi.Otherwise = new Behaviour { Raw = body };
        var account = await stage.AccountAsync();
        try
        {
            (await AiStage.AskAsync(node, account, AiStage.Local)).Problem.ShouldNotBeNull();
        }
        catch (DomainException refused)
        {
            refused.Error.Code.ShouldBe(
                failure == "quota_exhausted" ? "ai.provider_quota_exhausted" : "ai.provider_unavailable"
            );
        }
        (stage.OpenAi.Calls.Count - before).ShouldBe(1);
        (await FailuresAsync(account)).ShouldBe(failure);
        (
            await stage.QueryAsync<string>(
                $"""
                select case when provider_nano_usd = 0 then 'nothing' when estimated then 'at most' else 'known' end
                from ai_ledger where user_id = '{account}' and entry = 'released'
                """
            )
        ).ShouldBe(platformPays);
    }

    [Test]
    public async Task The_word_that_nobody_knows_stands_with_the_call()
    {
        var account = await stage.AccountAsync();
        foreach (var (model, body) in new[] { (AiStage.Local, Stream), (InOnePiece, Whole) })
        {
            stage.OpenAi.Otherwise = Raw(body.Replace("\"stop\"", "\"eos\""));
            (await AiStage.AskAsync(node, account, model)).Value.ShouldBe(Html);
        }
        (
            await stage.QueryAsync<string>(
                $"select string_agg(usage ->> 'finishReason', ' ') from ai_calls where user_id = '{account}'"
            )
        ).ShouldBe("eos eos");
    }

    [Test]
    public async Task A_message_without_an_end_is_read_no_further_than_a_message_goes()
    {
        stage.OpenAi.Otherwise = Behaviour.Usual with { End = StreamEnd.Flood };
        var account = await stage.AccountAsync();
        await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account, AiStage.Local));
        (await FailuresAsync(account)).ShouldBe("stream_cut");
    }

    private static string Put(string body, string from, string to) =>
        from == "" ? body
        : body.Contains(from, StringComparison.Ordinal) ? body.Replace(from, to, StringComparison.Ordinal)
        : throw new ArgumentException($"There is no {from} in it.", nameof(from));

    private static Behaviour Raw(string body) =>
        new()
        {
            Raw = body.Replace("@0", JsonSerializer.Serialize(Answer))
                .Replace("@1", JsonSerializer.Serialize(Answer[..20]))
                .Replace("@2", JsonSerializer.Serialize(Answer[20..])),
        };

    /// <returns>As what the answer was booked; it was asked for once, and is what was meant.</returns>
    private async Task<string> AskedOnceAsync(string model, Behaviour behaviour)
    {
        var before = stage.OpenAi.Calls.Count;
        stage.OpenAi.Otherwise = behaviour;
        var account = await stage.AccountAsync();
        var answer = await AiStage.AskAsync(node, account, model);
        answer.Value.ShouldBe(Html, answer.Problem);
        (stage.OpenAi.Calls.Count - before).ShouldBe(1);
        await stage.SettleAsync(account, answer.Answer!.CallId);
        return await stage.QueryAsync<string>(
            $"""
            select concat_ws(' ', input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, provider_nano_usd, estimated)
            from ai_ledger where user_id = '{account}' and entry = 'settled'
            """
        );
    }

    private Task<string> FailuresAsync(Guid account) =>
        stage.QueryAsync<string>($"select string_agg(distinct failure, ' ') from ai_calls where user_id = '{account}'");
}
