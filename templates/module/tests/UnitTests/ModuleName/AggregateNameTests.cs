using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.ModuleName;

namespace AiWebBuilder.UnitTests.ModuleName;

internal sealed class AggregateNameTests
{
    [Test]
    public void A_name_is_changed_without_the_spaces_around_it()
    {
        var aggregate = New();
        aggregate.Rename("  Second ");
        aggregate.Name.ShouldBe("Second");
    }

    [TestCase("")]
    [TestCase("  ")]
    public void It_never_goes_without_a_name(string name)
    {
        var aggregate = New();
        Should.Throw<DomainException>(() => aggregate.Rename(name)).Error.ShouldBe(ModuleNameErrors.NameMissing);
        aggregate.Name.ShouldBe("First");
    }

    private static AggregateName New() =>
        AggregateName.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), "First", TimeProvider.System.GetUtcNow());
}
