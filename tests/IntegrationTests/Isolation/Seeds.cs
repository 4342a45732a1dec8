using AiWebBuilder.IntegrationTests.Contract;
using AiWebBuilder.UnitTests.AiUsage;

namespace AiWebBuilder.IntegrationTests.Isolation;

/// <summary>
/// What the suite cannot read from the document: a body that an operation would carry out for its owner, where its example is none. A new
/// operation with an id in its body, or with an id of a new kind (<see cref="Tenant"/>), fails the suite by name until it stands here.
/// </summary>
internal static class Seeds
{
    /// <summary>Bodies by operation; <c>{name}</c> becomes the id that the attack puts there.</summary>
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["updateMe"] = """{"name":"Another name"}""",
        ["createCampaign"] = """{"name":"A page of mine","type":"landing_page"}""",
        ["updateCampaign"] = """{"name":"Taken over"}""",
        ["planCampaign"] = "{}",
        ["startGeneration"] = "{}",
        ["publishCampaign"] = "{}",
        ["createPreviewLink"] = "{}",
        ["createComponent"] =
            """{"name":"Mine","componentType":"custom","code":"<p>x</p>","parentComponentId":"{parentComponentId}"}""",
        ["orderComponents"] = """{"componentIds":["{componentIds}"]}""",
        ["updateComponent"] = """{"name":"Taken over"}""",
        ["startComponentGeneration"] = """{"instruction":"Shorter."}""",
        ["createApiKey"] = """{"name":"Mine","scopes":["campaigns:read"]}""",
        ["rotateApiKey"] = """{"overlapHours":1}""",
        ["inviteMember"] = """{"email":"somebody@example.com","role":"viewer"}""",
        ["updateMember"] = """{"role":"viewer"}""",
        ["acceptInvitation"] = """{"token":"nobodys"}""",
        ["setSetting"] = """{"value":{"campaignsGenerated":1},"reason":"Mine now."}""",
        ["setUserTier"] = """{"tier":"agency","reason":"Mine now."}""",
        ["setUserStatus"] = """{"status":"active","reason":"Mine now."}""",
        ["compUser"] = """{"tier":"agency","reason":"Mine now."}""",
        ["retryPlatformJob"] = """{"reason":"Mine now."}""",
        ["pauseQueue"] = """{"reason":"Mine now."}""",
        ["changePassword"] =
            """{"currentPassword":"a long enough password","newPassword":"another long enough password"}""",
        ["startTotp"] = """{"password":"another long enough password"}""",
        ["confirmTotp"] = """{"code":"000000"}""",
        ["removeTotp"] = """{"password":"another long enough password"}""",
        ["renewRecoveryCodes"] = """{"password":"another long enough password"}""",
        ["createCheckout"] = """{"tier":"creator"}""",
        ["setBudget"] = """{"limit":5,"period":"month"}""",
        ["setMemberBudget"] = """{"limit":5,"period":"month"}""",
        ["setCampaignBudget"] = """{"limit":5,"period":"month"}""",
        ["setAiSettings"] = """{"fallbacks":["offline"]}""",
        ["shutAiOff"] = """{"reason":"Mine now.","hard":false}""",
        ["liftShutoff"] = """{"reason":"Mine now."}""",
        ["createAiKey"] = """{"provider":"openai","name":"Mine","apiKey":"sk-0123456789abcdef"}""",
        ["setPlatformBudget"] = """{"limit":5,"period":"month","reason":"Mine now."}""",
        ["shutPlatformOff"] = """{"reason":"Mine now.","hard":false}""",
        ["liftPlatformShutoff"] = """{"reason":"Mine now."}""",
        ["addPrice"] =
            """{"provider":"openai","model":"mine","validFrom":"2100-01-01","tiers":[{"fromInputTokens":0,"input":1,"output":1}],"contextTokens":1000,"maxOutputTokens":100,"reason":"Mine now."}""",
        ["setPlatformModel"] =
            """{"images":true,"structuredOutput":"none","temperature":true,"reasoning":true,"tokenFactor":1,"reason":"Mine now."}""",
        ["rateGeneration"] = """{"rating":1,"feedback":"Mine now."}""",
    };

    /// <summary>What stands in an address and is no id.</summary>
    private static readonly Dictionary<string, string> Places = new(StringComparer.Ordinal)
    {
        ["version"] = "1",
        ["against"] = "2",
        ["format"] = "json",
        ["steps"] = "view,conversion",
        ["key"] = "limits.freemium",
        ["reason"] = "none",
        ["queue"] = "campaigns.generate",
        ["provider"] = "openai",
        ["model"] = "gpt-5-mini",
    };

    /// <summary>Ids that the document calls texts, since they may be ids of anything.</summary>
    private static readonly string[] IdsWithoutFormat = ["rowId"];

    /// <summary>
    /// Where a foreign id is answered by something else than 404, and why that gives nothing away. The status must be the one
    /// named here.
    /// </summary>
    private static readonly Dictionary<(string Operation, string Foreign), (int Status, string Because)> Exceptions =
        new()
        {
            [("listGenerations", "campaignId")] = (200, "a filter: the list is empty, as for an id of nothing"),
            [("listLedger", "campaignId")] = (200, "a filter: the list is empty, as for an id of nothing"),
            [("listLedger", "generationId")] = (200, "a filter: the list is empty, as for an id of nothing"),
            [("listLedger", "generationId+campaignId")] = (200, "filters: the list is empty"),
            [("exportLedger", "campaignId")] = (200, "a filter: the table is empty, as for an id of nothing"),
            [("exportLedger", "generationId")] = (200, "a filter: the table is empty, as for an id of nothing"),
            [("exportLedger", "generationId+campaignId")] = (200, "filters: the table is empty"),
            [("orderComponents", "componentIds")] = (
                409,
                "the list must be exactly the campaign's own: one of nothing is answered the same"
            ),
            [("confirmTotp", "")] = (409, "the account has no second factor that waits for a code"),
            [("renewRecoveryCodes", "")] = (409, "the account has no second factor"),
            [("acceptInvitation", "")] = (404, "the token is nobody's"),
            [("createCheckout", "")] = (409, "billing is off without a key"),
            [("createPortalLink", "")] = (409, "billing is off without a key"),
            [("acceptBillingEvent", "")] = (409, "billing is off without a key"),
            [("listAuditLog", "rowId")] = (200, "a filter: the list is empty, as for an id of nothing"),
        };

    public static string? BodyFor(ApiOperation operation) => 
        Bodies.GetValueOrDefault(operation.Id) ?? operation.Example?.ToJsonString();

    /// <summary>The file that an operation takes instead of JSON.</summary>
    public static (byte[] File, string Type)? FileFor(ApiOperation operation) =>
        operation.Id == "uploadImage" ? (SamplePictures.Png, "image/png") : null;

    public static string? PlaceFor(string name) => Places.GetValueOrDefault(name);

    public static bool IsId(ApiParameter parameter) =>
        parameter.In is "path" or "query" && (parameter.Format == "uuid" || IdsWithoutFormat.Contains(parameter.Name));

    /// <summary>The status that a call with these slots foreign must have.</summary>
    /// <returns>Null: any of success.</returns>
    public static int? ExpectedFor(ApiOperation operation, IReadOnlyCollection<string> foreign) =>
        IsOperators(operation) ? 403
        : Exceptions.TryGetValue((operation.Id, string.Join("+", foreign)), out var exception) ? exception.Status
        : foreign.Count == 0 ? null
        : 404;

    /// <summary>For the operator's people alone, whoever's ids are in it.</summary>
    public static bool IsOperators(ApiOperation operation) =>
        operation.Path.StartsWith("/v1/admin/", StringComparison.Ordinal);
}
