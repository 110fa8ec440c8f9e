import { mainNamespace, officeRelationships, xmlHead } from '#test/support/corpus/plain-workbook';

const namespaces =
  `xmlns="${mainNamespace}" xmlns:r="${officeRelationships}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
  'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" ' +
  'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" ' +
  'mc:Ignorable="x14ac xr" xr:uid="{11111111-2222-3333-4444-555555555555}"';

/** First data row, last data row and the columns of the table `Actions` on the sheet of that name. */
export const actionRows = { first: 4, last: 13 } as const;

/** Sheet "Actions": the table people work in, with about everything a worksheet part can carry. */
export function actionsSheet(): string {
  const rows: string[] = [
    '<row r="1" spans="1:9" ht="24" customHeight="1" x14ac:dyDescent="0.25"><c r="A1" s="2" t="s"><v>0</v></c><c r="B1" s="2"/><c r="C1" s="2"/>' +
      '<c r="E1" s="1"><v>46000</v></c><c r="G1" t="e"><v>#N/A</v></c><c r="H1" t="b"><v>1</v></c></row>',
    '<row r="2" spans="1:9" x14ac:dyDescent="0.25"><c r="A2" t="inlineStr"><is><r><rPr><b/></rPr><t>inline</t></r><r><t xml:space="preserve"> rich </t></r></is></c></row>',
    '<row r="3" spans="1:9" s="3" customFormat="1" x14ac:dyDescent="0.25">' +
      [1, 2, 3, 4, 5, 6].map((text, index) => `<c r="${'ABCDEF'[index]}3" s="3" t="s"><v>${text}</v></c>`).join('') +
      '</row>',
  ];
  for (let row = actionRows.first; row <= actionRows.last; row += 1) {
    const f = row === actionRows.first ? `<f t="shared" ref="F4:F13" si="0">D4*2</f>` : '<f t="shared" si="0"/>';
    rows.push(
      `<row r="${row}" spans="1:9" x14ac:dyDescent="0.25"><c r="A${row}" t="s"><v>7</v></c><c r="B${row}" s="4" t="s"><v>8</v></c>` +
        `<c r="C${row}" s="1"><v>${46000 + row}</v></c><c r="D${row}" s="5"><v>${row}</v></c>` +
        `<c r="E${row}" s="6"><f>Actions[[#This Row],[Points]]*10</f><v>${row * 10}</v></c><c r="F${row}" s="5">${f}<v>${row * 2}</v></c></row>`,
    );
  }
  rows.push(
    '<row r="30" spans="1:9" x14ac:dyDescent="0.25"><c r="H30"><f t="array" ref="H30:I31">D4:E5</f><v>4</v></c><c r="I30"><v>40</v></c></row>',
    '<row r="31" spans="1:9" x14ac:dyDescent="0.25"><c r="A31" cm="1"><f t="array" ref="A31">COUNT(D4:D13)</f><v>10</v></c><c r="B31" vm="1" t="e"><v>#VALUE!</v></c><c r="H31"><v>5</v></c><c r="I31"><v>50</v></c></row>',
  );
  return (
    `${xmlHead}<worksheet ${namespaces}><sheetPr codeName="Sheet1"><tabColor rgb="FF00B050"/><outlinePr summaryBelow="0"/><pageSetUpPr fitToPage="1"/></sheetPr>` +
    '<dimension ref="A1:I31"/><sheetViews><sheetView tabSelected="1" zoomScale="85" workbookViewId="0"><pane xSplit="1" ySplit="3" topLeftCell="B4" activePane="bottomRight" state="frozen"/>' +
    '<selection pane="bottomRight" activeCell="B4" sqref="B4"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/>' +
    '<cols><col min="1" max="1" width="14" customWidth="1"/><col min="2" max="2" width="40" style="4" customWidth="1"/><col min="8" max="9" width="9" style="5" hidden="1" outlineLevel="1"/></cols>' +
    `<sheetData>${rows.join('')}</sheetData>` +
    '<sheetProtection algorithmName="SHA-512" hashValue="b2s=" saltValue="c2FsdA==" spinCount="100000" sheet="1" objects="1" scenarios="1" sort="0" autoFilter="0"/>' +
    '<protectedRanges><protectedRange sqref="B4:D13" name="Editable"/></protectedRanges>' +
    '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>' +
    '<conditionalFormatting sqref="B4:B13"><cfRule type="cellIs" dxfId="0" priority="1" operator="equal"><formula>"Implemented"</formula></cfRule></conditionalFormatting>' +
    '<conditionalFormatting sqref="D4:D13"><cfRule type="dataBar" priority="2"><dataBar><cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar>' +
    '<extLst><ext uri="{B025F937-C7B1-47D3-B67F-A62EFF666E3E}"><x14:id>{AAAAAAAA-0000-0000-0000-000000000001}</x14:id></ext></extLst></cfRule></conditionalFormatting>' +
    '<conditionalFormatting sqref="E4:E13"><cfRule type="colorScale" priority="3"><colorScale><cfvo type="min"/><cfvo type="max"/><color rgb="FFF8696B"/><color rgb="FF63BE7B"/></colorScale></cfRule>' +
    '<cfRule type="iconSet" priority="4"><iconSet iconSet="3TrafficLights1"><cfvo type="percent" val="0"/><cfvo type="percent" val="33"/><cfvo type="percent" val="67"/></iconSet></cfRule></conditionalFormatting>' +
    '<conditionalFormatting sqref="C4:C13"><cfRule type="expression" dxfId="1" priority="5"><formula>$C4&lt;TODAY()</formula></cfRule></conditionalFormatting>' +
    '<dataValidations count="2"><dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" promptTitle="Status" prompt="Pick one" sqref="B4:B13"><formula1>"Implemented,Planned"</formula1></dataValidation>' +
    '<dataValidation type="date" operator="greaterThan" sqref="C4:C13 C40"><formula1>36526</formula1></dataValidation></dataValidations>' +
    '<hyperlinks><hyperlink ref="A2" r:id="rIdLink" tooltip="Guidance"/><hyperlink ref="G1" location="Lists!A1" display="Lists"/></hyperlinks>' +
    '<printOptions gridLines="1"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0" r:id="rIdPrinter"/>' +
    '<headerFooter><oddHeader>&amp;L&amp;G&amp;RConfidential</oddHeader><oddFooter>&amp;P of &amp;N</oddFooter></headerFooter>' +
    '<rowBreaks count="1" manualBreakCount="1"><brk id="20" max="16383" man="1"/></rowBreaks><colBreaks count="1" manualBreakCount="1"><brk id="5" max="1048575" man="1"/></colBreaks>' +
    '<ignoredErrors><ignoredError sqref="A4:A13" numberStoredAsText="1"/></ignoredErrors>' +
    '<drawing r:id="rIdDrawing"/><legacyDrawing r:id="rIdVml"/><legacyDrawingHF r:id="rIdVmlHf"/>' +
    '<mc:AlternateContent><mc:Choice Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="1030" r:id="rIdControl" name="Check Box 6"/></mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>' +
    '<tableParts count="1"><tablePart r:id="rIdTable"/></tableParts>' +
    '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="dataBar" id="{AAAAAAAA-0000-0000-0000-000000000001}">' +
    '<x14:dataBar minLength="0" maxLength="100" gradient="0"><x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/><x14:negativeFillColor rgb="FFFF0000"/><x14:axisColor rgb="FF000000"/></x14:dataBar></x14:cfRule><xm:sqref>D4:D13</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>' +
    '<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1"><x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Lists!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>A4:A13</xm:sqref></x14:dataValidation></x14:dataValidations></ext>' +
    '<ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups><x14:sparklineGroup displayEmptyCellsAs="gap"><x14:colorSeries rgb="FF376092"/><x14:sparklines><x14:sparkline><xm:f>Actions!D4:D13</xm:f><xm:sqref>G4</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext>' +
    '<ext uri="{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}"><x14:slicerList><x14:slicer r:id="rIdSlicer"/></x14:slicerList></ext></extLst></worksheet>'
  );
}

/** Sheet "Data": a filtered range with hidden rows and a pivot table beside it. */
export function dataSheet(): string {
  const row = (number: number, hidden: boolean, family: number, points: number): string =>
    `<row r="${number}"${hidden ? ' hidden="1"' : ''}><c r="A${number}" t="s"><v>${family}</v></c><c r="B${number}"><v>${points}</v></c></row>`;
  return (
    `${xmlHead}<worksheet ${namespaces}><sheetPr filterMode="1"/><dimension ref="A1:F6"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>` +
    '<sheetData><row r="1"><c r="A1" t="s"><v>9</v></c><c r="B1" t="s"><v>4</v></c></row>' +
    `${row(2, false, 10, 3)}${row(3, true, 11, 5)}` +
    '<row r="4"><c r="A4" t="s"><v>10</v></c><c r="B4"><v>7</v></c><c r="E4" t="s"><v>9</v></c><c r="F4" t="s"><v>12</v></c></row>' +
    '<row r="5"><c r="E5" t="s"><v>10</v></c><c r="F5"><v>10</v></c></row><row r="6"><c r="E6" t="s"><v>11</v></c><c r="F6"><v>5</v></c></row></sheetData>' +
    '<autoFilter ref="A1:B4"><filterColumn colId="0"><filters><filter val="AC"/></filters></filterColumn></autoFilter>' +
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'
  );
}

export function listsSheet(): string {
  return (
    `${xmlHead}<worksheet ${namespaces}><dimension ref="A1:A3"/><sheetData>` +
    [1, 2, 3].map((row) => `<row r="${row}"><c r="A${row}" t="s"><v>7</v></c></row>`).join('') +
    '</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'
  );
}

export function chartSheet(): string {
  return (
    `${xmlHead}<chartsheet xmlns="${mainNamespace}" xmlns:r="${officeRelationships}"><sheetPr/><sheetViews><sheetView workbookViewId="0" zoomToFit="1"/></sheetViews>` +
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><drawing r:id="rId1"/></chartsheet>'
  );
}

/** Texts by index as the sheets above use them. */
export const richSharedStrings =
  `${xmlHead}<sst xmlns="${mainNamespace}" count="45" uniqueCount="13"><si><r><t xml:space="preserve">Assessment </t></r><r><rPr><b/><color rgb="FFFF0000"/><sz val="14"/><rFont val="Calibri"/></rPr><t>2026</t></r></si>` +
  [
    'Action',
    'Status',
    'Due',
    'Points',
    'Weighted',
    'Doubled',
    'Sign-in logs',
    'Planned',
    'Family',
    'AC',
    'AU',
    'Sum of Points',
  ]
    .map((text) => `<si><t>${text}</t></si>`)
    .join('') +
  '</sst>';

export const richStyles =
  `${xmlHead}<styleSheet xmlns="${mainNamespace}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
  '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="14"/><color theme="1"/><name val="Calibri"/></font><font><i/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDDEBF7"/></patternFill></fill></fills>' +
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"><alignment horizontal="center" wrapText="1"/></xf>' +
  '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1"/>' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1" applyProtection="1"><alignment vertical="top" wrapText="1"/><protection locked="0"/></xf>' +
  '<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="9" fontId="2" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyFont="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
  '<dxfs count="2"><dxf><fill><patternFill><bgColor rgb="FFC6EFCE"/></patternFill></fill></dxf><dxf><font><color rgb="FF9C0006"/></font></dxf></dxfs>' +
  '<tableStyles count="0" defaultTableStyle="TableStyleMedium2" defaultPivotStyle="PivotStyleLight16"/></styleSheet>';
