using Mapster;

namespace AiWebBuilder.ArchitectureTests.Violations;

internal sealed record Mapped(string Name, string Text);

internal sealed record LacksAParameter(string Name, int Price);

internal sealed record LacksAProperty(string Name)
{
    public int Price { get; init; }
}

internal sealed record HasAnUnreadText(Size Text);

internal sealed record Size(int Width, int Height);

internal sealed class FaultyMappings : IRegister
{
    public void Register(TypeAdapterConfig config)
    {
        config.NewConfig<Mapped, LacksAParameter>();
        config.NewConfig<Mapped, LacksAProperty>();
        config.NewConfig<Mapped, HasAnUnreadText>();
    }
}
