using System.Reflection;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.ArchitectureTests.Reading;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure;
using AiWebBuilder.Infrastructure.Modules;
using Microsoft.Extensions.Hosting;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>A module sees another only through its Contracts, in every layer and down to the bodies of its methods.</summary>
internal sealed class ModuleRules
{
    /// <summary>What may cross a border all the same. An exception that nothing needs any more fails.</summary>
    private static readonly (string From, string To, string Because)[] Exceptions =
    [
        (
            "AiWebBuilder.Infrastructure.AiUsage.Offline.",
            "AiWebBuilder.Domain.Campaigns.",
            "the offline generator is a model that reads briefs: it shares their language, and no aggregate"
        ),
        (
            "AiWebBuilder.Api.Demo.",
            "AiWebBuilder.Application.Analytics.Ingestion.",
            "the demo is no module: like the command line it puts the product together, and its traffic is in the past"
        ),
        (
            "AiWebBuilder.Api.Cli.AdminCommand",
            "AiWebBuilder.Infrastructure.Identity.Admin.PlatformAdmins",
            "the command line is no module, and administrators of the platform are made nowhere else"
        ),
    ];

    [Test]
    public void Modules_meet_only_through_Contracts()
    {
        var uses = House.Layers.SelectMany(Use.In).ToArray();
        uses.Length.ShouldBeGreaterThan(57_000);
        uses.Select(use => ModuleOf(use.From))
            .Distinct()
            .Count(module => module is not null)
            .ShouldBeGreaterThanOrEqualTo(7);

        var crossings = CrossingsIn(uses);
        crossings.Where(use => !Exceptions.Any(exception => IsExcused(use, exception))).ShouldBeEmpty();
        foreach (var exception in Exceptions)
        {
            crossings.ShouldContain(use => IsExcused(use, exception), $"needless exception: {exception.Because}");
        }
    }

    /// <summary>What composes a layer may name everything, and so nothing else may stand there.</summary>
    [Test]
    public void Only_what_composes_a_layer_stands_at_its_root()
    {
        AtTheRoot(House.Layers)
            .ShouldBe([
                "AiWebBuilder.Application.ApplicationModule",
                "AiWebBuilder.Infrastructure.InfrastructureModule",
                "AiWebBuilder.Api.ApiHost",
                "Program",
            ]);
        AtTheRoot([House.Violations]).ShouldContain("AiWebBuilder.Application.StandsAtTheRoot");
    }

    [TestCase("NamesAnotherModulesAggregate")]
    [TestCase("SendsAnotherModulesRequestInAnAsyncBody")]
    [TestCase("AsksAnotherModuleInALambda")]
    [TestCase("HoldsAnotherModulesAggregateInAGeneric")]
    [TestCase("IsMappedWithAnotherModulesAdapter")]
    [TestCase("SharesCodeThatKnowsAModule")]
    public void The_rule_finds(string violation) =>
        CrossingsIn(Use.In(House.Violations)).ShouldContain(use => use.From.EndsWith('.' + violation));

    [Test]
    public void The_rule_lets_Contracts_through() =>
        CrossingsIn(Use.In(House.Violations)).ShouldNotContain(use => use.From.EndsWith(".AsksThroughContracts"));

    /// <summary>What a module alone calls is its own matter: an interface in Contracts has only what others ask.</summary>
    [Test]
    public void Every_member_of_an_interface_in_Contracts_is_called_from_another_module()
    {
        var uses = House.Layers.SelectMany(Use.In).ToArray();
        var asked = AskedIn(House.Application, House.Layers);
        asked.Length.ShouldBeGreaterThanOrEqualTo(30);
        asked.Where(member => !IsCalledFromOutside(member, uses)).ShouldBeEmpty();

        var planted = AskedIn(House.Violations, [House.Violations]);
        planted
            .Where(member => !IsCalledFromOutside(member, Use.In(House.Violations)))
            .Select(member => member.Member)
            .ShouldBe([nameof(Application.Library.Contracts.IHasAFatSeam.OnlyItsOwn) + "()"]);
    }

    /// <summary>Work that is to be done once, by whichever node, is recurring work on the job queue (docs/decisions/0018).</summary>
    [Test]
    public void A_loop_of_its_own_says_why_every_node_runs_it()
    {
        var loops = LoopsIn(House.Infrastructure).Concat(LoopsIn(House.Api)).ToArray();
        loops.Length.ShouldBeGreaterThanOrEqualTo(8);
        loops.Where(SaysNothing).ShouldBeEmpty();
        LoopsIn(House.Violations).Where(SaysNothing).ShouldBe([typeof(Violations.SweepsOnEveryNode)]);
    }

    /// <summary>Who may tell other modules without an event of an aggregate.</summary>
    private static readonly (string From, string Because)[] Tellers =
    [
        ("AiWebBuilder.Infrastructure.Persistence.Outbox.EventBus", "is the way there"),
        ("AiWebBuilder.Infrastructure.Identity.Limits.PlanLimits", "limits are counted in SQL: there is no aggregate"),
    ];

    [Test]
    public void What_another_module_is_told_starts_as_an_event_of_an_aggregate()
    {
        var events = House.TypesIn(House.Domain).Where(type => IsEvent(type)).ToArray();
        events.Length.ShouldBeGreaterThanOrEqualTo(8);
        var raised = Use.In(House.Domain).ToLookup(use => use.To, use => use.From, StringComparer.Ordinal);
        events.Where(one => !raised[one.FullName!].Any()).ShouldBeEmpty("raised by nothing");
        var handled = House.TypesIn(House.Application).Select(EventOf).OfType<Type>().ToArray();
        events.Except(handled).ShouldBeEmpty("handled by nothing");

        var tellers = TellersIn(House.Application).Concat(TellersIn(House.Infrastructure)).ToArray();
        tellers.ShouldBe(Tellers.Select(one => one.From), ignoreOrder: true);
        TellersIn(House.Violations).ShouldContain(typeof(Violations.TellsByTheWay).FullName!);
    }

    /// <summary>Who may add to the audit log, together with a change, without an event of an aggregate.</summary>
    private static readonly (string From, string Because)[] Recorders =
    [
        ("AiWebBuilder.Application.Identity.Passwords.ResetPasswordHandler", "strangers' access ends in SQL"),
        ("AiWebBuilder.Application.Identity.TwoFactor.ConfirmTotpHandler", "second factors are no aggregate"),
        ("AiWebBuilder.Application.Identity.TwoFactor.RemoveTotpHandler", "second factors are no aggregate"),
        ("AiWebBuilder.Application.Identity.TwoFactor.RenewRecoveryCodesHandler", "second factors are no aggregate"),
    ];

    [Test]
    public void What_the_audit_log_says_of_a_change_starts_as_an_event_of_an_aggregate()
    {
        RecordersIn(House.Application, handlers: true).Count().ShouldBeGreaterThanOrEqualTo(5);
        RecordersIn(House.Application, handlers: false).ShouldBe(Recorders.Select(one => one.From), ignoreOrder: true);
        RecordersIn(House.Violations, handlers: false).ShouldBe([typeof(Violations.RecordsByTheWay).FullName!]);
    }

    /// <param name="handlers">Whether those that handle an event, or the others.</param>
    private static IEnumerable<string> RecordersIn(Assembly assembly, bool handlers)
    {
        var known = House
            .TypesIn(assembly)
            .Where(type => EventOf(type) is not null)
            .Select(type => type.FullName!)
            .ToHashSet(StringComparer.Ordinal);
        return Use.In(assembly)
            .Where(use =>
                use.To == typeof(IAuthEvents).FullName
                && use.Member?.StartsWith(nameof(IAuthEvents.RecordWithChangeAsync), StringComparison.Ordinal) is true
                && known.Contains(use.From) == handlers
            )
            .Select(use => use.From)
            .Distinct(StringComparer.Ordinal);
    }

    private static bool IsEvent(Type type) => type.IsClass && type.IsAssignableTo(typeof(IDomainEvent));

    /// <summary>The event that a handler handles; null: the type is no handler.</summary>
    private static Type? EventOf(Type type) =>
        type.BaseType is { IsGenericType: true } handler
        && handler.GetGenericTypeDefinition() == typeof(DomainEventHandler<>)
            ? handler.GetGenericArguments()[0]
            : null;

    /// <summary>Who uses the bus and handles no event.</summary>
    private static IEnumerable<string> TellersIn(Assembly assembly) =>
        Use.In(assembly)
            .Where(use => use.To == typeof(IEventBus).FullName)
            .Select(use => use.From)
            .Except(
                House.TypesIn(assembly).Where(type => EventOf(type) is not null).Select(type => type.FullName!),
                StringComparer.Ordinal
            )
            .Distinct(StringComparer.Ordinal)
            .Where(name => name != typeof(InfrastructureModule).FullName);

    private static IEnumerable<Type> LoopsIn(Assembly assembly) =>
        House.TypesIn(assembly).Where(type => type.IsClass && type.IsAssignableTo(typeof(IHostedService)));

    private static bool SaysNothing(Type loop) =>
        loop.GetCustomAttribute<RunsOnEveryNodeAttribute>() is not { Because.Length: > 10 };

    private static IEnumerable<string> AtTheRoot(IEnumerable<Assembly> assemblies) =>
        assemblies
            .SelectMany(House.TypesIn)
            .Where(type => type.DeclaringType is null && (type.Namespace ?? "").Split('.').Length <= 2)
            .Select(type => type.FullName!);

    /// <summary>
    /// The methods of the interfaces in the modules' Contracts. An interface that another module implements is the other way round: its
    /// owner calls it.
    /// </summary>
    private static (string Interface, string Member)[] AskedIn(Assembly assembly, IReadOnlyList<Assembly> layers) =>
        [
            .. House
                .TypesIn(assembly)
                .Where(type => type.IsInterface && IsContract(type.FullName!))
                .Where(seam =>
                    !layers
                        .SelectMany(House.TypesIn)
                        .Any(type =>
                            type.IsClass
                            && type.IsAssignableTo(seam)
                            && ModuleOf(type.FullName!) != ModuleOf(seam.FullName!)
                        )
                )
                .SelectMany(seam =>
                    House
                        .Architecture.Interfaces.Single(one => one.FullName == seam.FullName)
                        .Members.OfType<ArchUnitNET.Domain.MethodMember>()
                        .Select(member => (seam.FullName!, member.Name))
                ),
        ];

    /// <summary>From another module, or from a contract that another module derives from.</summary>
    private static bool IsCalledFromOutside((string Interface, string Member) asked, IReadOnlyList<Use> uses) =>
        uses.Any(use =>
            use.To == asked.Interface
            && use.Member == asked.Member
            && (ModuleOf(use.From) != ModuleOf(asked.Interface) || IsContract(use.From))
        );

    private static bool IsContract(string name) =>
        name.Split('.') is ["AiWebBuilder", "Application", _, "Contracts", ..];

    private static Use[] CrossingsIn(IEnumerable<Use> uses) =>
        [
            .. uses.Where(use =>
                    ModuleOf(use.To) is { } other
                    && IsInside(use.From)
                    && ModuleOf(use.From) != other
                    && !use.To.StartsWith($"AiWebBuilder.Application.{other}.Contracts.", StringComparison.Ordinal)
                )
                .Select(use => use with { Member = null })
                .Distinct(),
        ];

    /// <summary>Types at the root of a layer compose it, and may name everything.</summary>
    private static bool IsInside(string name) => name.Split('.') is ["AiWebBuilder", _, _, _, ..];

    /// <summary>The third part of the name; null for what belongs to no module.</summary>
    private static string? ModuleOf(string name) =>
        name.Split('.') is ["AiWebBuilder", "Domain" or "Application" or "Infrastructure" or "Api", var module, _, ..]
        && module is not ("Common" or "Persistence" or "Http" or "Cli" or "Demo" or "Modules" or "Markup")
            ? module
            : null;

    private static bool IsExcused(Use use, (string From, string To, string Because) exception) =>
        use.From.StartsWith(exception.From, StringComparison.Ordinal)
        && use.To.StartsWith(exception.To, StringComparison.Ordinal)
        && House.Domain.GetType(use.To)?.IsAssignableTo(typeof(AggregateRoot)) is not true;
}
