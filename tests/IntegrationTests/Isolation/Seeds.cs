using AiWebBuilder.IntegrationTests.Contract;
using AiWebBuilder.UnitTests.AiUsage;

namespace AiWebBuilder.IntegrationTests.Isolation;

/// <summary>
/// What the suite cannot read from the document, of all modules: a body that an operation would carry out for its owner, where its
/// example is none. A new operation with an id in its body, or with an id of a new kind, fails the suite by name until its module's
/// samples have one.
/// </summary>
internal static class Seeds
{
    private static readonly Dictionary<string, string> Bodies = ModuleSamples
        .All.SelectMany(samples => samples.Bodies)
        .ToDictionary(StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Places = ModuleSamples
        .All.SelectMany(samples => samples.Places)
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>Ids that the document calls texts, since they may be ids of anything.</summary>
    private static readonly string[] IdsWithoutFormat = ["rowId"];

    private static readonly Dictionary<(string Operation, string Foreign), ForeignAnswer> Exceptions = ModuleSamples
        .All.SelectMany(samples => samples.ForeignAnswers)
        .ToDictionary(one => (one.Operation, one.Foreign));

    public static string? BodyFor(ApiOperation operation) =>
        Bodies.GetValueOrDefault(operation.Id) ?? operation.Example?.ToJsonString();

    /// <summary>The file that an operation takes instead of JSON.</summary>
    public static (byte[] File, string Type)? FileFor(ApiOperation operation) =>
        operation.Id switch
        {
            "uploadImage" => (SamplePictures.Png, "image/png"),
            "uploadFile" => (SampleFiles.Pdf, "application/pdf"),
            _ => null,
        };

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
