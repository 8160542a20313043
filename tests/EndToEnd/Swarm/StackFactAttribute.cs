namespace LoadLab.EndToEnd.Swarm;

/// <summary>A test that needs the swarm, and on its worker the images of everything that the target API may depend on.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StackFactAttribute : FactAttribute
{
    public StackFactAttribute() => Skip = TestSwarm.WhyNot ?? WhyNoImages;

    private static string? WhyNoImages
    {
        get
        {
            try
            {
                Task.Run(() => TestSwarm.DockerAsync(["-H", Stack.Worker, "image", "inspect", .. Stack.Images.Values])).GetAwaiter().GetResult();
                return null;
            }
            catch (InvalidOperationException e)
            {
                return $"The stack's images are not all on the swarm's worker (docker/test-images --to makes them): {e.Message}";
            }
        }
    }
}
