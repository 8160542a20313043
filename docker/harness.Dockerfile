# The harness, built already. Context:
#
#   publish/harness/    Harness/bin/Release/net10.0 as `./harness` or `dotnet build` leaves it; *.pdb and *.xml may be left out.
#                       Readable to everybody.
#   profiles/           the repository's
#
#   docker build --file docker/harness.Dockerfile --tag loadlab/harness CONTEXT
#   docker run --rm --user 0 --volume /var/run/docker.sock:/var/run/docker.sock --volume "$PWD/reports:/loadlab/reports" \
#       loadlab/harness sweep --profile profiles/NAME.yml
#
# Pages, tables and their interactive charts are complete. The still figures (PNG, SVG) need Node and assets/ with its packages, 390 MB that
# are not here: `./harness report FOLDER` adds them later, where LoadLab was built. Or bring them: a base image with node, and assets/
# in publish/harness/. Neither the target API nor the .NET SDK is in it, so local deployment and scenarios in C# are not for this image.
ARG BASE_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0
FROM ${BASE_IMAGE}
ARG VERSION=unknown
LABEL org.opencontainers.image.title="LoadLab harness" \
      org.opencontainers.image.description="Load tests and capacity tuning" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /loadlab
COPY publish/harness/ /app/
COPY profiles/ profiles/
# A new volume that is mounted here takes its owner.
RUN mkdir reports && chown 1654:1654 reports
USER 1654
ENTRYPOINT ["dotnet", "/app/harness.dll"]
