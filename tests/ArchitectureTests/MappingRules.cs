using System.Text.RegularExpressions;
using AiWebBuilder.Application.Common;
using Mapster;
using Mapster.Models;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>An aggregate becomes its view without a member that nobody has filled.</summary>
internal sealed partial class MappingRules
{
    [Test]
    public void Every_mapping_compiles_and_every_member_of_a_view_has_its_source()
    {
        var config = Mapping.ConfigOf(House.Application);
        var views = ViewsOf(config);

        views.Length.ShouldBeGreaterThanOrEqualTo(5);
        FaultsOf(config).ShouldBeEmpty();
        House
            .Sources()
            .Values.SelectMany(source => Uses().Matches(source))
            .Select(match => match.Groups["view"].Value)
            .Distinct()
            .ShouldBe(views.Select(pair => pair.Destination.Name), ignoreOrder: true);
    }

    [Test]
    public void The_rule_finds_a_member_without_a_source_and_a_text_that_nobody_reads()
    {
        var faults = FaultsOf(Mapping.ConfigOf(House.Violations));

        faults.Length.ShouldBe(3);
        faults.ShouldContain(fault => fault.Contains(nameof(Violations.LacksAParameter)));
        faults.ShouldContain(fault => fault.Contains(nameof(Violations.LacksAProperty)));
        faults.ShouldContain(fault => fault.Contains(nameof(Violations.HasAnUnreadText)));
    }

    /// <summary>What is mapped member by member; the others are texts, which are read as a whole.</summary>
    private static TypeTuple[] ViewsOf(TypeAdapterConfig config) =>
        [.. config.RuleMap.Keys.Where(pair => pair.Source != typeof(string))];

    private static string[] FaultsOf(TypeAdapterConfig config) =>
        [.. ViewsOf(config).Select(pair => FaultOf(config, pair)).OfType<string>()];

    private static string? FaultOf(TypeAdapterConfig config, TypeTuple pair)
    {
        try
        {
            config.Compile(pair.Source, pair.Destination);
            return null;
        }
        catch (CompileException fault)
        {
            return $"{pair.Source.Name} to {pair.Destination.Name}: {fault.InnerException?.Message}";
        }
    }

    [GeneratedRegex(@"\.To<(?<view>\w+)>\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Uses();
}
